/** What the operator has given, by the names of .env.example. */
export type Environment = Readonly<Record<string, string | undefined>>;
