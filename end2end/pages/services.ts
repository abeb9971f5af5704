import type { Locator } from "@playwright/test";
import { DashboardPage } from "./dashboard";

export interface ServiceData {
  name: string;
  category: string;
  /** As typed: `89,90`. */
  price: string;
  priceKind?: "Festpreis" | "ab" | "auf Anfrage";
}

export class ServicesPage extends DashboardPage {
  readonly name = this.page.getByLabel("Leistung", { exact: true });
  readonly price = this.page.getByLabel("Preis in Euro");
  readonly save = this.page.getByRole("button", { name: "Speichern" });

  async open(): Promise<void> {
    await this.goto("/knowledge/services");
  }

  async openNew(): Promise<void> {
    await this.goto("/knowledge/services/new");
  }

  row(name: string): Locator {
    return this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  async fill({ name, category, price, priceKind = "Festpreis" }: ServiceData): Promise<void> {
    await this.name.fill(name);
    await this.page.getByLabel("Gruppe", { exact: true }).fill(category);
    await this.page.getByLabel("Art des Preises").selectOption({ label: priceKind });
    await this.price.fill(price);
  }

  async add(service: ServiceData): Promise<void> {
    await this.openNew();
    await this.fill(service);
    await this.save.click();
  }

  async delete(name: string): Promise<void> {
    await this.confirm(`${name} löschen`, "Ja, löschen");
  }
}
