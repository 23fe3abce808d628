/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";
import type * as accounts from "../accounts.js";
import type * as billing from "../billing.js";
import type * as crons from "../crons.js";
import type * as exports from "../exports.js";
import type * as http from "../http.js";
import type * as messages from "../messages.js";
import type * as model_accounts_findAccount from "../model/accounts/findAccount.js";
import type * as model_accounts_openAccount from "../model/accounts/openAccount.js";
import type * as model_accounts_setAccountRole from "../model/accounts/setAccountRole.js";
import type * as model_askForTitle from "../model/askForTitle.js";
import type * as model_auth from "../model/auth.js";
import type * as model_beginTurn from "../model/beginTurn.js";
import type * as model_billing_applyBillingEvent from "../model/billing/applyBillingEvent.js";
import type * as model_billing_endGrace from "../model/billing/endGrace.js";
import type * as model_billing_entitle from "../model/billing/entitle.js";
import type * as model_billing_isDisputed from "../model/billing/isDisputed.js";
import type * as model_billing_ownersOfCustomer from "../model/billing/ownersOfCustomer.js";
import type * as model_billing_planOfPrice from "../model/billing/planOfPrice.js";
import type * as model_billing_validators from "../model/billing/validators.js";
import type * as model_boundedPage from "../model/boundedPage.js";
import type * as model_checkBegin from "../model/checkBegin.js";
import type * as model_checkpointTurns from "../model/checkpointTurns.js";
import type * as model_cleanTitle from "../model/cleanTitle.js";
import type * as model_cutText from "../model/cutText.js";
import type * as model_endTurn from "../model/endTurn.js";
import type * as model_ensureThread from "../model/ensureThread.js";
import type * as model_ensureUser from "../model/ensureUser.js";
import type * as model_env from "../model/env.js";
import type * as model_excerptOf from "../model/excerptOf.js";
import type * as model_exports_advanceExport from "../model/exports/advanceExport.js";
import type * as model_exports_dropExport from "../model/exports/dropExport.js";
import type * as model_exports_expireExports from "../model/exports/expireExports.js";
import type * as model_exports_exportDocument from "../model/exports/exportDocument.js";
import type * as model_exports_exportPage from "../model/exports/exportPage.js";
import type * as model_exports_findExport from "../model/exports/findExport.js";
import type * as model_exports_listExports from "../model/exports/listExports.js";
import type * as model_exports_requestExport from "../model/exports/requestExport.js";
import type * as model_exports_writeExport from "../model/exports/writeExport.js";
import type * as model_findLiveTurn from "../model/findLiveTurn.js";
import type * as model_findMessage from "../model/findMessage.js";
import type * as model_findThread from "../model/findThread.js";
import type * as model_findTurn from "../model/findTurn.js";
import type * as model_finishTurn from "../model/finishTurn.js";
import type * as model_followTurn from "../model/followTurn.js";
import type * as model_interruptExpiredTurns from "../model/interruptExpiredTurns.js";
import type * as model_interruptTurn from "../model/interruptTurn.js";
import type * as model_lastShownMessage from "../model/lastShownMessage.js";
import type * as model_limits from "../model/limits.js";
import type * as model_money_advanceSettlement from "../model/money/advanceSettlement.js";
import type * as model_money_askGeneration from "../model/money/askGeneration.js";
import type * as model_money_auditSpend from "../model/money/auditSpend.js";
import type * as model_money_claimSettlements from "../model/money/claimSettlements.js";
import type * as model_money_connectQuota from "../model/money/connectQuota.js";
import type * as model_money_dayPage from "../model/money/dayPage.js";
import type * as model_money_findLedgerRows from "../model/money/findLedgerRows.js";
import type * as model_money_findSettlement from "../model/money/findSettlement.js";
import type * as model_money_openSettlement from "../model/money/openSettlement.js";
import type * as model_money_oweSettlement from "../model/money/oweSettlement.js";
import type * as model_money_putRight from "../model/money/putRight.js";
import type * as model_money_readRolledUp from "../model/money/readRolledUp.js";
import type * as model_money_rollUpUsage from "../model/money/rollUpUsage.js";
import type * as model_money_settleDue from "../model/money/settleDue.js";
import type * as model_money_trueUpTurn from "../model/money/trueUpTurn.js";
import type * as model_money_userDay from "../model/money/userDay.js";
import type * as model_money_wholeInstants from "../model/money/wholeInstants.js";
import type * as model_money_writeTurnRow from "../model/money/writeTurnRow.js";
import type * as model_nameThread from "../model/nameThread.js";
import type * as model_partsChars from "../model/partsChars.js";
import type * as model_people_beginErasure from "../model/people/beginErasure.js";
import type * as model_people_eraseBilling from "../model/people/eraseBilling.js";
import type * as model_people_eraseStep from "../model/people/eraseStep.js";
import type * as model_people_erasedTurns from "../model/people/erasedTurns.js";
import type * as model_people_findUser from "../model/people/findUser.js";
import type * as model_people_forgetInRedis from "../model/people/forgetInRedis.js";
import type * as model_people_isErasing from "../model/people/isErasing.js";
import type * as model_pinThread from "../model/pinThread.js";
import type * as model_planOf from "../model/planOf.js";
import type * as model_purgeThread from "../model/purgeThread.js";
import type * as model_readHistory from "../model/readHistory.js";
import type * as model_readSignals from "../model/readSignals.js";
import type * as model_readTurn from "../model/readTurn.js";
import type * as model_refuse from "../model/refuse.js";
import type * as model_removeThread from "../model/removeThread.js";
import type * as model_renameThread from "../model/renameThread.js";
import type * as model_restoreThread from "../model/restoreThread.js";
import type * as model_saveTitle from "../model/saveTitle.js";
import type * as model_searchThreads from "../model/searchThreads.js";
import type * as model_searchable from "../model/searchable.js";
import type * as model_shares_createShare from "../model/shares/createShare.js";
import type * as model_shares_findShare from "../model/shares/findShare.js";
import type * as model_shares_readShare from "../model/shares/readShare.js";
import type * as model_shares_revokeShare from "../model/shares/revokeShare.js";
import type * as model_stopTurn from "../model/stopTurn.js";
import type * as model_titleFromPrompt from "../model/titleFromPrompt.js";
import type * as model_titleSource from "../model/titleSource.js";
import type * as model_validators from "../model/validators.js";
import type * as model_views from "../model/views.js";
import type * as model_webhooks_deadLetterView from "../model/webhooks/deadLetterView.js";
import type * as model_webhooks_findWebhook from "../model/webhooks/findWebhook.js";
import type * as model_webhooks_receiveWebhook from "../model/webhooks/receiveWebhook.js";
import type * as model_webhooks_replayWebhook from "../model/webhooks/replayWebhook.js";
import type * as model_webhooks_retryWebhook from "../model/webhooks/retryWebhook.js";
import type * as model_webhooks_tryEvent from "../model/webhooks/tryEvent.js";
import type * as people from "../people.js";
import type * as settlements from "../settlements.js";
import type * as shares from "../shares.js";
import type * as threads from "../threads.js";
import type * as titles from "../titles.js";
import type * as turns from "../turns.js";
import type * as usage from "../usage.js";
import type * as webhooks from "../webhooks.js";

/**
 * A utility for referencing Convex functions in your app's API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
declare const fullApi: ApiFromModules<{
  accounts: typeof accounts;
  billing: typeof billing;
  crons: typeof crons;
  exports: typeof exports;
  http: typeof http;
  messages: typeof messages;
  "model/accounts/findAccount": typeof model_accounts_findAccount;
  "model/accounts/openAccount": typeof model_accounts_openAccount;
  "model/accounts/setAccountRole": typeof model_accounts_setAccountRole;
  "model/askForTitle": typeof model_askForTitle;
  "model/auth": typeof model_auth;
  "model/beginTurn": typeof model_beginTurn;
  "model/billing/applyBillingEvent": typeof model_billing_applyBillingEvent;
  "model/billing/endGrace": typeof model_billing_endGrace;
  "model/billing/entitle": typeof model_billing_entitle;
  "model/billing/isDisputed": typeof model_billing_isDisputed;
  "model/billing/ownersOfCustomer": typeof model_billing_ownersOfCustomer;
  "model/billing/planOfPrice": typeof model_billing_planOfPrice;
  "model/billing/validators": typeof model_billing_validators;
  "model/boundedPage": typeof model_boundedPage;
  "model/checkBegin": typeof model_checkBegin;
  "model/checkpointTurns": typeof model_checkpointTurns;
  "model/cleanTitle": typeof model_cleanTitle;
  "model/cutText": typeof model_cutText;
  "model/endTurn": typeof model_endTurn;
  "model/ensureThread": typeof model_ensureThread;
  "model/ensureUser": typeof model_ensureUser;
  "model/env": typeof model_env;
  "model/excerptOf": typeof model_excerptOf;
  "model/exports/advanceExport": typeof model_exports_advanceExport;
  "model/exports/dropExport": typeof model_exports_dropExport;
  "model/exports/expireExports": typeof model_exports_expireExports;
  "model/exports/exportDocument": typeof model_exports_exportDocument;
  "model/exports/exportPage": typeof model_exports_exportPage;
  "model/exports/findExport": typeof model_exports_findExport;
  "model/exports/listExports": typeof model_exports_listExports;
  "model/exports/requestExport": typeof model_exports_requestExport;
  "model/exports/writeExport": typeof model_exports_writeExport;
  "model/findLiveTurn": typeof model_findLiveTurn;
  "model/findMessage": typeof model_findMessage;
  "model/findThread": typeof model_findThread;
  "model/findTurn": typeof model_findTurn;
  "model/finishTurn": typeof model_finishTurn;
  "model/followTurn": typeof model_followTurn;
  "model/interruptExpiredTurns": typeof model_interruptExpiredTurns;
  "model/interruptTurn": typeof model_interruptTurn;
  "model/lastShownMessage": typeof model_lastShownMessage;
  "model/limits": typeof model_limits;
  "model/money/advanceSettlement": typeof model_money_advanceSettlement;
  "model/money/askGeneration": typeof model_money_askGeneration;
  "model/money/auditSpend": typeof model_money_auditSpend;
  "model/money/claimSettlements": typeof model_money_claimSettlements;
  "model/money/connectQuota": typeof model_money_connectQuota;
  "model/money/dayPage": typeof model_money_dayPage;
  "model/money/findLedgerRows": typeof model_money_findLedgerRows;
  "model/money/findSettlement": typeof model_money_findSettlement;
  "model/money/openSettlement": typeof model_money_openSettlement;
  "model/money/oweSettlement": typeof model_money_oweSettlement;
  "model/money/putRight": typeof model_money_putRight;
  "model/money/readRolledUp": typeof model_money_readRolledUp;
  "model/money/rollUpUsage": typeof model_money_rollUpUsage;
  "model/money/settleDue": typeof model_money_settleDue;
  "model/money/trueUpTurn": typeof model_money_trueUpTurn;
  "model/money/userDay": typeof model_money_userDay;
  "model/money/wholeInstants": typeof model_money_wholeInstants;
  "model/money/writeTurnRow": typeof model_money_writeTurnRow;
  "model/nameThread": typeof model_nameThread;
  "model/partsChars": typeof model_partsChars;
  "model/people/beginErasure": typeof model_people_beginErasure;
  "model/people/eraseBilling": typeof model_people_eraseBilling;
  "model/people/eraseStep": typeof model_people_eraseStep;
  "model/people/erasedTurns": typeof model_people_erasedTurns;
  "model/people/findUser": typeof model_people_findUser;
  "model/people/forgetInRedis": typeof model_people_forgetInRedis;
  "model/people/isErasing": typeof model_people_isErasing;
  "model/pinThread": typeof model_pinThread;
  "model/planOf": typeof model_planOf;
  "model/purgeThread": typeof model_purgeThread;
  "model/readHistory": typeof model_readHistory;
  "model/readSignals": typeof model_readSignals;
  "model/readTurn": typeof model_readTurn;
  "model/refuse": typeof model_refuse;
  "model/removeThread": typeof model_removeThread;
  "model/renameThread": typeof model_renameThread;
  "model/restoreThread": typeof model_restoreThread;
  "model/saveTitle": typeof model_saveTitle;
  "model/searchThreads": typeof model_searchThreads;
  "model/searchable": typeof model_searchable;
  "model/shares/createShare": typeof model_shares_createShare;
  "model/shares/findShare": typeof model_shares_findShare;
  "model/shares/readShare": typeof model_shares_readShare;
  "model/shares/revokeShare": typeof model_shares_revokeShare;
  "model/stopTurn": typeof model_stopTurn;
  "model/titleFromPrompt": typeof model_titleFromPrompt;
  "model/titleSource": typeof model_titleSource;
  "model/validators": typeof model_validators;
  "model/views": typeof model_views;
  "model/webhooks/deadLetterView": typeof model_webhooks_deadLetterView;
  "model/webhooks/findWebhook": typeof model_webhooks_findWebhook;
  "model/webhooks/receiveWebhook": typeof model_webhooks_receiveWebhook;
  "model/webhooks/replayWebhook": typeof model_webhooks_replayWebhook;
  "model/webhooks/retryWebhook": typeof model_webhooks_retryWebhook;
  "model/webhooks/tryEvent": typeof model_webhooks_tryEvent;
  people: typeof people;
  settlements: typeof settlements;
  shares: typeof shares;
  threads: typeof threads;
  titles: typeof titles;
  turns: typeof turns;
  usage: typeof usage;
  webhooks: typeof webhooks;
}>;
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;
