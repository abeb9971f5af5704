import { expect, type Locator } from "@playwright/test";
import type { Interval } from "../demo-profile";
import { DashboardPage } from "./dashboard";

export class BusinessPage extends DashboardPage {
  readonly name = this.page.getByTestId("business-name");
  readonly save = this.page.getByRole("button", { name: /^(Speichern|Save)$/ });

  async openBasics(): Promise<void> {
    await this.goto("/business");
  }

  async openHours(): Promise<void> {
    await this.goto("/business/hours");
  }

  async openLegal(): Promise<void> {
    await this.goto("/business/legal");
  }

  /** The fields of a day in the order in which they stand: opens, closes, opens again, closes. */
  private hourFields(day: string): Locator[] {
    return ["öffnet um", "schließt um", "öffnet wieder um", "schließt danach um"].map((end) =>
      this.page.getByLabel(`${day}: ${end}`, { exact: true }),
    );
  }

  /** Types the hours of a day; no interval means closed. */
  async fillHours(day: string, intervals: Interval[]): Promise<void> {
    const times = intervals.flatMap(({ from, to }) => [from, to]);
    for (const [index, field] of this.hourFields(day).entries()) {
      await field.fill(times[index] ?? "");
    }
  }

  async expectHours(day: string, intervals: Interval[]): Promise<void> {
    const times = intervals.flatMap(({ from, to }) => [from, to]);
    for (const [index, field] of this.hourFields(day).entries()) {
      await expect(field).toHaveValue(times[index] ?? "");
    }
  }

  /** Enters what an Impressum needs by law, in whatever language the dashboard speaks. */
  async fillImprint(companyName: string): Promise<void> {
    const field = (name: string) => this.page.locator(`[name="form[${name}]"]`);
    await this.openBasics();
    await field("phone").fill("030 1234567");
    await field("email").fill("post@werkstatt.example");
    await field("street").fill("Hauptstraße 1");
    await field("postal_code").fill("12555");
    await field("city").fill("Berlin");
    await this.save.click();
    await expect(this.success).toBeVisible();
    await this.openLegal();
    await field("company_name").fill(`${companyName} GmbH`);
    await field("representative").fill("Petra Beispiel");
    await field("register").fill("Amtsgericht Köln, HRB 12345");
    await this.save.click();
    await expect(this.success).toBeVisible();
  }
}
