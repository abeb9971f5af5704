import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

/** Ends a run with one line of counts, after the list of what failed. */
class SummaryReporter implements Reporter {
  private tests: TestCase[] = [];

  onBegin(_config: unknown, suite: Suite) {
    this.tests = suite.allTests();
  }

  onEnd(result: FullResult) {
    const count = (outcome: string) => this.tests.filter((test) => test.outcome() === outcome).length;
    const seconds = Math.round(result.duration / 1000);
    const failed = this.tests.filter((test) => test.outcome() === "unexpected");
    for (const test of failed) {
      console.log(`failed: ${test.titlePath().slice(2).join(" › ")}`);
    }
    console.log(
      `Browser tests ${result.status}: ${count("expected")} passed, ${failed.length} failed, ${count("skipped")} skipped in ${seconds} s`,
    );
  }

  printsToStdio() {
    return true;
  }
}

export default SummaryReporter;
