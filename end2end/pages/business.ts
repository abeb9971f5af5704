import { expect, type Locator } from "@playwright/test";
import type { Interval } from "../demo-profile";
import { DashboardPage } from "./dashboard";

export class BusinessPage extends DashboardPage {
  readonly name = this.page.getByTestId("business-name");
  readonly save = this.page.getByRole("button", { name: "Speichern" });

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

  /** Enters what an Impressum needs by law. */
  async fillImprint(companyName: string): Promise<void> {
    await this.openBasics();
    await this.page.getByLabel("Telefon (optional)", { exact: true }).fill("030 1234567");
    await this.page.getByLabel("E-Mail-Adresse").fill("post@werkstatt.example");
    await this.page.getByLabel("Straße und Hausnummer").fill("Hauptstraße 1");
    await this.page.getByLabel("Postleitzahl").fill("12555");
    await this.page.getByLabel("Ort (optional)", { exact: true }).fill("Berlin");
    await this.save.click();
    await expect(this.success).toBeVisible();
    await this.openLegal();
    await this.page.getByLabel("Firma").fill(`${companyName} GmbH`);
    await this.page.getByLabel("Vertreten durch").fill("Petra Beispiel");
    await this.page.getByLabel("Handelsregister").fill("Amtsgericht Köln, HRB 12345");
    await this.save.click();
    await expect(this.success).toBeVisible();
  }
}
