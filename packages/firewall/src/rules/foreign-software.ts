import type { Rule } from "../rule.ts";

/** Entry points of software that does not run here. */
export const foreignSoftware: Rule = {
  id: "foreign-software",
  name: "Admin pages of other software",
  description: "Denies WordPress, PHP, Java and server consoles: none runs here, only scanners ask.",
  active: true,
  any: [
    [{ type: "path", op: "re", value: "/(wp-admin|wp-login|wp-content|wp-includes|wp-json|xmlrpc|wlwmanifest)" }],
    [{ type: "path", op: "re", value: "\\.(php[0-9]?|phtml|asp|aspx|jsp|jspx|cgi|cfm|action)(/|$)" }],
    [
      {
        type: "path",
        op: "re",
        value:
          "^/+(phpmyadmin|pma|adminer|mysql|cgi-bin|vendor/phpunit|actuator|jenkins|solr|manager/html|hnap1|boaform|owa|autodiscover|server-status|_ignition|telescope|druid|console/login)(/|$|\\.)",
      },
    ],
  ],
  action: { type: "deny" },
};
