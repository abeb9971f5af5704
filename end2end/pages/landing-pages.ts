import { DashboardPage } from "./dashboard";

export class LandingPagesPage extends DashboardPage {
  readonly subdomain = this.page.getByTestId("subdomain");
  readonly publish = this.page.getByTestId("publish-button");
  readonly address = this.page.getByTestId("landing-page-url");

  async open(): Promise<void> {
    await this.goto("/landing-pages");
  }
}
