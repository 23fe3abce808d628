/** One way to get a model's stream to a client. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  /** What it is asked with: a chat completion as OpenRouter takes it, or a turn of ours with all that belongs to it. */
  readonly speaks: "chat-completions" | "turns";
  readonly headers?: Readonly<Record<string, string>>;
  /** The group of the processes whose CPU time and memory are its own. */
  readonly groupId: number;
}

/** Everything that can be measured here, and why the rest cannot. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  /** The simulated provider itself: what the others are measured against. */
  readonly provider: Contender;
  readonly users: readonly string[];
  close(): Promise<void>;
}
