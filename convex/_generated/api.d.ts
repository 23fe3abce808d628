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
import type * as crons from "../crons.js";
import type * as http from "../http.js";
import type * as messages from "../messages.js";
import type * as model_askForTitle from "../model/askForTitle.js";
import type * as model_auth from "../model/auth.js";
import type * as model_beginTurn from "../model/beginTurn.js";
import type * as model_boundedPage from "../model/boundedPage.js";
import type * as model_checkBegin from "../model/checkBegin.js";
import type * as model_checkpointTurns from "../model/checkpointTurns.js";
import type * as model_cleanTitle from "../model/cleanTitle.js";
import type * as model_cutText from "../model/cutText.js";
import type * as model_endTurn from "../model/endTurn.js";
import type * as model_ensureThread from "../model/ensureThread.js";
import type * as model_ensureUser from "../model/ensureUser.js";
import type * as model_env from "../model/env.js";
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
import type * as model_operations_appendEvent from "../model/operations/appendEvent.js";
import type * as model_operations_readQueues from "../model/operations/readQueues.js";
import type * as model_operations_rollUpMetrics from "../model/operations/rollUpMetrics.js";
import type * as model_operations_saveMinute from "../model/operations/saveMinute.js";
import type * as model_partsChars from "../model/partsChars.js";
import type * as model_planOf from "../model/planOf.js";
import type * as model_purgeThread from "../model/purgeThread.js";
import type * as model_readHistory from "../model/readHistory.js";
import type * as model_readSignals from "../model/readSignals.js";
import type * as model_readTurn from "../model/readTurn.js";
import type * as model_refuse from "../model/refuse.js";
import type * as model_removeThread from "../model/removeThread.js";
import type * as model_renameThread from "../model/renameThread.js";
import type * as model_saveTitle from "../model/saveTitle.js";
import type * as model_stopTurn from "../model/stopTurn.js";
import type * as model_titleFromPrompt from "../model/titleFromPrompt.js";
import type * as model_titleSource from "../model/titleSource.js";
import type * as model_toolPolicy from "../model/toolPolicy.js";
import type * as model_tools_askTool from "../model/tools/askTool.js";
import type * as model_tools_attempt from "../model/tools/attempt.js";
import type * as model_tools_bookSearch from "../model/tools/bookSearch.js";
import type * as model_tools_cancelJob from "../model/tools/cancelJob.js";
import type * as model_tools_deliverLater from "../model/tools/deliverLater.js";
import type * as model_tools_describeJob from "../model/tools/describeJob.js";
import type * as model_tools_endJob from "../model/tools/endJob.js";
import type * as model_tools_estimateWait from "../model/tools/estimateWait.js";
import type * as model_tools_findJobs from "../model/tools/findJobs.js";
import type * as model_tools_findResult from "../model/tools/findResult.js";
import type * as model_tools_landResults from "../model/tools/landResults.js";
import type * as model_tools_recoverJobs from "../model/tools/recoverJobs.js";
import type * as model_tools_runSearch from "../model/tools/runSearch.js";
import type * as model_tools_startJobs from "../model/tools/startJobs.js";
import type * as model_tools_sweepTools from "../model/tools/sweepTools.js";
import type * as model_tools_toolPool from "../model/tools/toolPool.js";
import type * as model_validators from "../model/validators.js";
import type * as model_views from "../model/views.js";
import type * as operations from "../operations.js";
import type * as settlements from "../settlements.js";
import type * as threads from "../threads.js";
import type * as titles from "../titles.js";
import type * as toolCache from "../toolCache.js";
import type * as toolJobs from "../toolJobs.js";
import type * as tools_ebay from "../tools/ebay.js";
import type * as tools_providerOf from "../tools/providerOf.js";
import type * as tools_providerTokens from "../tools/providerTokens.js";
import type * as tools_readJson from "../tools/readJson.js";
import type * as tools_searchTool from "../tools/searchTool.js";
import type * as tools_serper from "../tools/serper.js";
import type * as turns from "../turns.js";
import type * as usage from "../usage.js";

/**
 * A utility for referencing Convex functions in your app's API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
declare const fullApi: ApiFromModules<{
  crons: typeof crons;
  http: typeof http;
  messages: typeof messages;
  "model/askForTitle": typeof model_askForTitle;
  "model/auth": typeof model_auth;
  "model/beginTurn": typeof model_beginTurn;
  "model/boundedPage": typeof model_boundedPage;
  "model/checkBegin": typeof model_checkBegin;
  "model/checkpointTurns": typeof model_checkpointTurns;
  "model/cleanTitle": typeof model_cleanTitle;
  "model/cutText": typeof model_cutText;
  "model/endTurn": typeof model_endTurn;
  "model/ensureThread": typeof model_ensureThread;
  "model/ensureUser": typeof model_ensureUser;
  "model/env": typeof model_env;
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
  "model/operations/appendEvent": typeof model_operations_appendEvent;
  "model/operations/readQueues": typeof model_operations_readQueues;
  "model/operations/rollUpMetrics": typeof model_operations_rollUpMetrics;
  "model/operations/saveMinute": typeof model_operations_saveMinute;
  "model/partsChars": typeof model_partsChars;
  "model/planOf": typeof model_planOf;
  "model/purgeThread": typeof model_purgeThread;
  "model/readHistory": typeof model_readHistory;
  "model/readSignals": typeof model_readSignals;
  "model/readTurn": typeof model_readTurn;
  "model/refuse": typeof model_refuse;
  "model/removeThread": typeof model_removeThread;
  "model/renameThread": typeof model_renameThread;
  "model/saveTitle": typeof model_saveTitle;
  "model/stopTurn": typeof model_stopTurn;
  "model/titleFromPrompt": typeof model_titleFromPrompt;
  "model/titleSource": typeof model_titleSource;
  "model/toolPolicy": typeof model_toolPolicy;
  "model/tools/askTool": typeof model_tools_askTool;
  "model/tools/attempt": typeof model_tools_attempt;
  "model/tools/bookSearch": typeof model_tools_bookSearch;
  "model/tools/cancelJob": typeof model_tools_cancelJob;
  "model/tools/deliverLater": typeof model_tools_deliverLater;
  "model/tools/describeJob": typeof model_tools_describeJob;
  "model/tools/endJob": typeof model_tools_endJob;
  "model/tools/estimateWait": typeof model_tools_estimateWait;
  "model/tools/findJobs": typeof model_tools_findJobs;
  "model/tools/findResult": typeof model_tools_findResult;
  "model/tools/landResults": typeof model_tools_landResults;
  "model/tools/recoverJobs": typeof model_tools_recoverJobs;
  "model/tools/runSearch": typeof model_tools_runSearch;
  "model/tools/startJobs": typeof model_tools_startJobs;
  "model/tools/sweepTools": typeof model_tools_sweepTools;
  "model/tools/toolPool": typeof model_tools_toolPool;
  "model/validators": typeof model_validators;
  "model/views": typeof model_views;
  operations: typeof operations;
  settlements: typeof settlements;
  threads: typeof threads;
  titles: typeof titles;
  toolCache: typeof toolCache;
  toolJobs: typeof toolJobs;
  "tools/ebay": typeof tools_ebay;
  "tools/providerOf": typeof tools_providerOf;
  "tools/providerTokens": typeof tools_providerTokens;
  "tools/readJson": typeof tools_readJson;
  "tools/searchTool": typeof tools_searchTool;
  "tools/serper": typeof tools_serper;
  turns: typeof turns;
  usage: typeof usage;
}>;
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;
