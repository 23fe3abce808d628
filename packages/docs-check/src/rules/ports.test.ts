import { stackPorts } from "@sendcat/local-stack";
import { describe, expect, it } from "vitest";
import { madeUpPage } from "../testing/made-up.ts";
import { unknownPorts } from "./ports.ts";

describe("a port in a document", () => {
  it("is reported when no part of the local stack listens there", () => {
    const page = madeUpPage(
      "`+280` `+285` `http://127.0.0.1:3210`\n\n```sh\ncurl http://localhost:3999/api/ready\n```",
    );
    expect(unknownPorts(page, stackPorts(3000)).map(({ says }) => says)).toEqual([
      "no part of the local stack listens on 3285",
      "no part of the local stack listens on 3999",
    ]);
  });
});
