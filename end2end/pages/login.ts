import type { Account } from "../accounts";
import { DashboardPage } from "./dashboard";

export class LoginPage extends DashboardPage {
  readonly email = this.page.getByTestId("email-input");
  readonly password = this.page.getByTestId("password-input");
  readonly submit = this.page.getByTestId("login-button");

  async open(): Promise<void> {
    await this.goto("/login");
  }

  async logIn({ email, password }: Pick<Account, "email" | "password">): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}
