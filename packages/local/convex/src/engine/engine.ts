import type { DatabaseSync } from "node:sqlite";
import type { EnvironmentChange } from "../push/parse-environment-changes.ts";
import { parsePushRequest } from "../push/parse-push-request.ts";
import type { PushRequest } from "../push/push-request.ts";
import { IsolatePool } from "../isolate/isolate-pool.ts";
import { QueryCache } from "../reactive/query-cache.ts";
import type { FunctionContext } from "../runtime/function-context.ts";
import type { FunctionError } from "../runtime/function-error.ts";
import { loadProgram, type ProgramHost } from "../runtime/load-program.ts";
import type { Program } from "../runtime/program.ts";
import { createGuestBridge } from "../runtime/syscalls/guest-bridge.ts";
import { CronStore } from "../scheduler/cron-store.ts";
import { JobStore } from "../scheduler/job-store.ts";
import { Scheduler } from "../scheduler/scheduler.ts";
import { Catalog } from "../store/catalog.ts";
import { CommitClock } from "../store/commit-clock.ts";
import { CommitQueue } from "../store/commit-queue.ts";
import { DocumentStore } from "../store/document-store.ts";
import { EnvironmentStore } from "../store/environment-store.ts";
import { FileStore } from "../store/file-store.ts";
import { IndexScanner } from "../store/index-scanner.ts";
import { claimDirectory, type Durability, logPath, openDatabase, openSnapshots } from "../store/open-database.ts";
import { LogSync } from "../store/log-sync.ts";
import { RequestLog } from "../store/request-log.ts";
import { SearchPostings } from "../store/search-postings.ts";
import { Settings } from "../store/settings.ts";
import { Transfers } from "../transfer/transfers.ts";
import { withDeadline } from "./deadline.ts";
import { ExecutionBoard } from "./execution-board.ts";
import { FunctionLog } from "./function-log.ts";
import { FunctionRunner, type RunnerLimits } from "./function-runner.ts";
import { QueryAnswers } from "./query-answers.ts";

export interface EngineOptions {
  readonly dataDirectory: string;
  readonly durability: Durability;
  readonly limits: RunnerLimits;
  readonly log: (line: string) => void;
  /** The disk failed during a commit: the engine must be restarted. */
  readonly onLost: (error: unknown) => void;
  /** Set in isolates, which read snapshots while another process writes. */
  readonly readOnly?: boolean;
  readonly board?: ExecutionBoard;
  /** Calls that blocked the thread before an earlier restart. */
  readonly suspects?: readonly string[];
}

const CLOSE_GRACE_MS = 1_000;
/** JavaScript heap of one isolate, including its program. */
const MEMORY_LIMIT_MB = 384;
const PUSH_SETTING = "push";

interface Addresses {
  readonly cloudUrl: string;
  readonly siteUrl: string;
}

/** A deployment without its network: the store, the program that runs on it, and the scheduler. */
export class Engine {
  readonly instanceName = "convex-local";
  readonly database: DatabaseSync;
  readonly settings: Settings;
  readonly clock: CommitClock;
  readonly catalog: Catalog;
  readonly postings: SearchPostings;
  readonly documents: DocumentStore;
  readonly scanner: IndexScanner;
  readonly queue: CommitQueue;
  readonly environment: EnvironmentStore;
  readonly requestLog: RequestLog;
  readonly files: FileStore;
  readonly jobs: JobStore;
  readonly crons: CronStore;
  readonly cache = new QueryCache();
  readonly queries: QueryAnswers;
  readonly transfers = new Transfers(this);
  readonly functionLog = new FunctionLog();
  readonly runner: FunctionRunner;
  readonly scheduler: Scheduler;
  readonly board: ExecutionBoard;
  readonly suspects: Set<string>;
  readonly log: (line: string) => void;
  /** Resolves when the last pushed code is loaded; earlier requests would find no functions. */
  readonly started: Promise<void>;
  #hasStarted: () => void = () => undefined;
  cloudUrl = "";
  siteUrl = "";
  #program: Program | null = null;
  #isolates: IsolatePool | null = null;
  readonly #claim: DatabaseSync | null;
  readonly #logSync: LogSync | null;
  readonly #dataDirectory: string;
  readonly #limits: RunnerLimits;
  readonly #host: ProgramHost;

  constructor(options: EngineOptions) {
    this.log = options.log;
    this.started = new Promise((resolve) => (this.#hasStarted = resolve));
    this.board = options.board ?? new ExecutionBoard();
    this.suspects = new Set(options.suspects);
    this.#dataDirectory = options.dataDirectory;
    this.#limits = options.limits;
    this.#claim = options.readOnly ? null : claimDirectory(options.dataDirectory);
    this.database = options.readOnly ? openSnapshots(options.dataDirectory) : openDatabase(options.dataDirectory);
    this.#logSync =
      options.readOnly || options.durability === "normal" ? null : new LogSync(logPath(options.dataDirectory));
    const { database } = this;
    this.settings = new Settings(database);
    this.clock = new CommitClock(this.settings);
    this.postings = new SearchPostings(database);
    this.catalog = new Catalog(database, this.postings);
    this.documents = new DocumentStore(database, this.postings);
    this.scanner = new IndexScanner(database);
    this.queue = new CommitQueue({
      database,
      clock: this.clock,
      catalog: this.catalog,
      sync: async () => await this.#logSync?.run(),
      onCommit: (transaction) => {
        if (transaction.createdTables) this.#isolates?.reloadCatalog();
      },
      onDurable: (transaction) => {
        this.queries.onCommit(transaction.timestampNs, transaction.writes);
        this.cache.invalidate(transaction.writes);
        if (transaction.scheduledJobs.length > 0) this.scheduler.wake();
      },
      onLost: options.onLost,
    });
    this.environment = new EnvironmentStore(database);
    this.requestLog = new RequestLog(database);
    const { catalog, documents, clock, queue } = this;
    const origin = (): string => this.cloudUrl;
    this.files = new FileStore({ database, catalog, documents, clock, queue, origin });
    this.jobs = new JobStore({ database, catalog, documents, clock });
    this.crons = new CronStore(database);
    this.queries = new QueryAnswers(this);
    this.runner = new FunctionRunner(this, options.limits);
    this.scheduler = new Scheduler(this);
    this.#host = {
      bridge: createGuestBridge(this),
      environment: (name) => this.#variable(name),
      log: (functionPath, line) => this.log(`${functionPath} ${line}`),
    };
  }

  get program(): Program | null {
    return this.#program;
  }

  /** @throws Error before `start` */
  get isolates(): IsolatePool {
    if (!this.#isolates) throw new Error("the deployment has not started");
    return this.#isolates;
  }

  /** Loads the last pushed code, if any, and starts the isolates and the scheduler. */
  async start(addresses: Addresses): Promise<void> {
    this.cloudUrl = addresses.cloudUrl;
    this.siteUrl = addresses.siteUrl;
    const stored = this.#storedPush();
    if (stored) await this.#install(await this.load(stored));
    const limits = {
      cpuLimitMs: this.#limits.transactionMs,
      waitLimitMs: this.#limits.transactionMs,
      memoryLimitMb: MEMORY_LIMIT_MB,
    };
    this.#isolates = new IsolatePool({ dataDirectory: this.#dataDirectory, ...addresses, ...limits }, this.log);
    this.scheduler.start();
    this.#hasStarted();
  }

  /** Loads in an isolate the program that another process has installed. */
  async restore(addresses: Addresses): Promise<void> {
    this.cloudUrl = addresses.cloudUrl;
    this.siteUrl = addresses.siteUrl;
    this.environment.reload();
    this.catalog.reload();
    const stored = this.#storedPush();
    this.#serve(stored && (await this.load(stored)));
  }

  /** Evaluates a push without serving it. @throws PushError */
  load(push: PushRequest): Promise<Program> {
    return loadProgram(push, this.#host);
  }

  /** Serves a program from now on, also after a restart. */
  async install(program: Program): Promise<void> {
    await this.#install(program, JSON.stringify(program.push));
    this.suspects.clear();
  }

  /**
   * Sets and deletes variables. Modules such as `auth.config.ts` may read them while loading, so the program is
   * loaded again. @throws PushError when it no longer loads; nothing is changed
   */
  async updateEnvironment(changes: readonly EnvironmentChange[]): Promise<void> {
    const before = changes.map(({ name }) => ({ name, value: this.environment.get(name) ?? null }));
    const apply = (values: readonly EnvironmentChange[]): Promise<void> =>
      this.queue.write(async () => this.environment.update(values));
    await apply(changes);
    this.cache.invalidateAll();
    const program = this.#program;
    if (!program) return;
    try {
      const reloaded = await this.load(program.push);
      // A push that arrived meanwhile has already read the new values.
      if (this.#program === program) await this.#install(reloaded);
    } catch (error) {
      await apply(before);
      throw error;
    }
  }

  onFunctionError = (context: FunctionContext, error: FunctionError): void => {
    this.log(`${context.path} failed: ${error.message.replaceAll("\n", " | ")}`);
  };

  /** Waits up to a second for running writes, then closes the store. */
  async close(): Promise<void> {
    this.scheduler.stop();
    await withDeadline(
      this.queue.read(async () => undefined),
      CLOSE_GRACE_MS,
      () => new Error("still busy"),
    ).catch(() => undefined);
    this.#isolates?.close();
    this.database.close();
    this.#logSync?.close();
    this.#claim?.close();
  }

  async #install(program: Program, pushJson?: string): Promise<void> {
    await this.queue.write(async (transaction) => {
      // After a failure the rollback removes tables that the catalog still has in memory.
      transaction.createdTables = true;
      for (const component of program.components.values()) {
        this.catalog.installSchema(component.path, component.schema);
      }
      this.crons.install(program, Date.now());
      if (pushJson !== undefined) this.settings.set(PUSH_SETTING, pushJson);
    });
    this.#serve(program);
    this.#isolates?.reloadProgram();
    this.cache.invalidateAll();
    this.scheduler.wake();
  }

  #serve(program: Program | null): void {
    for (const component of program?.components.values() ?? []) {
      this.catalog.applySchema(component.path, component.schema);
    }
    this.#program = program;
  }

  #storedPush(): PushRequest | null {
    const stored = this.settings.get(PUSH_SETTING);
    return stored === null ? null : parsePushRequest(JSON.parse(stored));
  }

  #variable(name: string): string | undefined {
    if (name === "CONVEX_CLOUD_URL") return this.cloudUrl;
    if (name === "CONVEX_SITE_URL") return this.siteUrl;
    return this.environment.get(name);
  }
}
