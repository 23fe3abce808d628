import { request as httpRequest } from "node:http";
import { Resend } from "resend";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createResendSimulator, type ResendSimulator } from "./create-resend-simulator.ts";

let simulator: ResendSimulator;
beforeAll(async () => {
  simulator = await createResendSimulator();
});
afterAll(async () => simulator.close());

const letter = {
  from: "Sendcat <hello@sendcat.test>",
  to: ["ana@sendcat.test"],
  subject: "<b>Hi</b>",
  text: "One\nTwo",
};
const client = () => new Resend("re_test", { baseUrl: simulator.origin });

describe("the Resend simulator", () => {
  it("takes an email from the official client and shows it as text", async () => {
    const { data, error } = await client().emails.send(letter);
    expect(error).toBeNull();
    expect(data?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(simulator.letters()[0]).toMatchObject(letter);
    const page = await (await fetch(simulator.origin)).text();
    expect(page).toContain("&lt;b&gt;Hi&lt;/b&gt;");
    const found = await (await fetch(`${simulator.origin}/admin/letters?to=nobody@sendcat.test`)).json();
    expect(found).toEqual({ letters: [] });
  });

  it.each([
    [{ text: "" }, "missing_required_field"],
    [{ subject: "" }, "missing_required_field"],
    [{ to: [] }, "missing_required_field"],
    [{ to: ["nobody"] }, "validation_error"],
    [{ to: Array.from({ length: 51 }, (_, n) => `person-${n}@sendcat.test`) }, "validation_error"],
    [{ from: "Sendcat" }, "invalid_from_address"],
  ])("refuses what Resend refuses, in a form that the official client understands: %j", async (wrong, name) => {
    const { error } = await client().emails.send({ ...letter, ...wrong });
    expect(error).toEqual({ name, statusCode: 422, message: expect.stringMatching(/field/) });
  });

  it("refuses a wrong key, a missing one, and a request without a user agent", async () => {
    const { error } = await new Resend("simulator", { baseUrl: simulator.origin }).emails.send(letter);
    expect(error).toMatchObject({ name: "validation_error", statusCode: 401 });
    const body = JSON.stringify(letter);
    const response = await fetch(`${simulator.origin}/emails`, { method: "POST", body });
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ name: "missing_api_key" }),
    ]);
    const nameless = await new Promise((resolve) => {
      const headers = { authorization: "Bearer re_test" };
      httpRequest(`${simulator.origin}/emails`, { method: "POST", headers }, ({ statusCode }) =>
        resolve(statusCode),
      ).end(body);
    });
    expect(nameless).toBe(403);
  });

  it("fails on demand", async () => {
    const fail = async (fault: object) =>
      await fetch(`${simulator.origin}/admin/faults`, { method: "POST", body: JSON.stringify(fault) });
    await fail({ count: 1 });
    expect((await client().emails.send(letter)).error).toMatchObject({ name: "application_error", statusCode: 500 });
    await fail({ count: 1, name: "rate_limit_exceeded" });
    const limited = await client().emails.send(letter);
    expect(limited.error).toMatchObject({ name: "rate_limit_exceeded", statusCode: 429 });
    expect(limited.headers).toHaveProperty("retry-after");
    expect((await client().emails.send(letter)).error).toBeNull();
  });
});
