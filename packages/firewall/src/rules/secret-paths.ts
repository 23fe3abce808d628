import type { Rule } from "../rule.ts";

/** Files that are never served here and are requested only to find a leak. Dots may be percent-encoded. */
export const secretPaths: Rule = {
  id: "secret-paths",
  name: "Secrets and repositories",
  description: "Denies requests for dot files, keys, dumps and backups: nothing of the kind is served.",
  active: true,
  any: [
    [
      {
        type: "path",
        op: "re",
        value:
          "/(\\.|%2e)(env|git|svn|hg|aws|ssh|docker|npmrc|htpasswd|htaccess|ds_store|vscode|idea|kube|bash_history|config/gcloud)",
      },
    ],
    [{ type: "path", op: "re", value: "/(id_rsa|id_ed25519|credentials\\.json|web\\.config|wp-config)" }],
    [{ type: "path", op: "re", value: "\\.(sql|bak|pem|key|p12|pfx|sqlite|tfstate|tfvars|old|swp)$" }],
  ],
  action: { type: "deny" },
};
