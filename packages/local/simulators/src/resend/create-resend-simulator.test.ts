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

  it("refuses what Resend refuses, in the same form", async () => {
    const { error } = await client().emails.send({ ...letter, text: "" });
    expect(error).toMatchObject({ name: "missing_required_field", statusCode: 422 });
    const response = await fetch(`${simulator.origin}/emails`, { method: "POST", body: JSON.stringify(letter) });
    expect(response.status).toBe(401);
  });

  it("fails on demand", async () => {
    await fetch(`${simulator.origin}/admin/faults`, { method: "POST", body: JSON.stringify({ count: 1 }) });
    const { error } = await client().emails.send(letter);
    expect(error).toMatchObject({ statusCode: 500 });
    expect((await client().emails.send(letter)).error).toBeNull();
  });
});
