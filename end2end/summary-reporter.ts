import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

/** Read by `cargo xtask test`, whose last lines name what failed. */
const failures = join(__dirname, "test-results", "failures.txt");

const nameOf = (test: TestCase) => test.titlePath().slice(2).join(" › ");

/** Ends a run with one line of counts, after the lists of what failed and what failed at first. */
class SummaryReporter implements Reporter {
  private tests: TestCase[] = [];

  onBegin(_config: unknown, suite: Suite) {
    this.tests = suite.allTests();
  }

  onEnd(result: FullResult) {
    const count = (outcome: string) => this.tests.filter((test) => test.outcome() === outcome).length;
    const seconds = Math.round(result.duration / 1000);
    const failed = this.tests.filter((test) => test.outcome() === "unexpected");
    const flaky = this.tests.filter((test) => test.outcome() === "flaky");
    for (const test of flaky) {
      console.log(`passed only when repeated: ${nameOf(test)}`);
    }
    for (const test of failed) {
      console.log(`failed: ${nameOf(test)}`);
    }
    mkdirSync(dirname(failures), { recursive: true });
    writeFileSync(failures, failed.map((test) => `${nameOf(test)}\n`).join(""));
    console.log(
      `Browser tests ${result.status}: ${count("expected")} passed, ${flaky.length} flaky, ${failed.length} failed, ${count("skipped")} skipped in ${seconds} s`,
    );
  }

  printsToStdio() {
    return true;
  }
}

export default SummaryReporter;
