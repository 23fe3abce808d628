/** One way to bring a model's stream to a client. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  /** The request's format: a chat completion as OpenRouter accepts it, or a complete turn of ours. */
  readonly speaks: "chat-completions" | "turns";
  readonly headers?: Readonly<Record<string, string>>;
  /** The process group whose CPU time and memory are measured. */
  readonly groupId: number;
}

/** The contenders that can be measured on this machine, and why the others cannot. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  /** The simulated provider itself: the baseline of the others. */
  readonly provider: Contender;
  readonly users: readonly string[];
  close(): Promise<void>;
}
