import { describe, expect, it } from "vitest";
import { fillIn } from "./fill-in.ts";
import { readDeployPage } from "./read-deploy-page.ts";

const PAGE = `# Deploy

## Vercel, Convex, Upstash, OpenRouter

\`\`\`sh
npx -y pnpm@12 install
\`\`\`

1. **Convex.** Run:

   \`\`\`sh
   npx convex env set A_KEY ...   # where it is
   npx convex deploy
   \`\`\`

2. **Vercel.** \`next\` is there. Set:
   - \`CONVEX_URL\`, \`SENDCAT_ISSUER\`;
   - \`SENDCAT_TOOLS\` for searches.
3. **Limits.** Raise them:

   \`\`\`json
   { "spend": { "perDayMicroUsd": 7 } }
   \`\`\`

### In a pipeline

\`\`\`sh
not ours
\`\`\`
`;

describe("the deploy page", () => {
  it("is read up to the next heading, steps and variables in order", () => {
    expect(readDeployPage(PAGE)).toEqual({
      blocks: [["npx -y pnpm@12 install"], ["npx convex env set A_KEY ...", "npx convex deploy"]],
      policy: { spend: { perDayMicroUsd: 7 } },
      webVariables: ["CONVEX_URL", "SENDCAT_ISSUER", "SENDCAT_TOOLS"],
    });
    expect(() => readDeployPage("# Deploy")).toThrow("no section");
  });

  it("is filled in as a reader does it, and no placeholder is passed on to a command", () => {
    const values = {
      variables: { A_KEY: "k1", A_LIST: '[{"id":"x"}]' },
      texts: { "https://YOUR-APP": "http://a.test" },
    };
    const filled = (text: string) => fillIn(text, values);
    expect(filled("npx convex env set A_KEY sk-...   # as it is")).toBe("npx convex env set A_KEY 'k1'   # as it is");
    expect(filled("A_KEY='...' pnpm gate --url https://YOUR-APP")).toBe(
      "A_KEY='k1' npx -y pnpm@12 gate --url http://a.test",
    );
    expect(filled(`env set A_LIST '[{"id":"..."}]'`)).toBe(`env set A_LIST '[{"id":"x"}]'`);
    expect(filled("env set A_KEY $(openssl rand -hex 32)")).toBe("env set A_KEY $(openssl rand -hex 32)");
    expect(filled("node -e 'log({...k})'")).toBe("node -e 'log({...k})'");
    expect(() => filled("npx convex env set OTHER_KEY ...")).toThrow("no value for: npx convex env set OTHER_KEY ...");
  });
});
