import type { Account } from "../accounts";
import { DashboardPage } from "./dashboard";

export class RegisterPage extends DashboardPage {
  readonly companyName = this.page.getByLabel("Name des Betriebs");
  readonly email = this.page.getByTestId("email-input");
  readonly password = this.page.getByTestId("password-input");
  readonly submit = this.page.getByTestId("register-button");

  async open(): Promise<void> {
    await this.goto("/register");
  }

  async register({ companyName, email, password }: Account): Promise<void> {
    await this.companyName.fill(companyName);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}
