import { globMatcher } from "./glob.ts";

interface Subscriber {
  readonly matches: (channel: string) => boolean;
  /** Null for a subscription to one channel. */
  readonly pattern: string | null;
  readonly deliver: (line: string) => void;
}

/** Publish and subscribe within this process. */
export interface Channels {
  /** Returns how many subscriptions received the message. */
  publish(channel: string, message: string): number;
  /** Returns a function that ends the subscription. */
  subscribe(kind: "subscribe" | "psubscribe", name: string, onLine: (line: string) => void): () => void;
}

export function createChannels(): Channels {
  const subscribers = new Set<Subscriber>();
  return {
    publish(channel, message) {
      const reached = [...subscribers].filter((subscriber) => subscriber.matches(channel));
      for (const { pattern, deliver } of reached)
        deliver(pattern === null ? `message,${channel},${message}` : `pmessage,${pattern},${channel},${message}`);
      return reached.length;
    },
    subscribe(kind, name, onLine) {
      const isPattern = kind === "psubscribe";
      const subscriber: Subscriber = {
        matches: isPattern ? globMatcher(name) : (channel) => channel === name,
        pattern: isPattern ? name : null,
        deliver: onLine,
      };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}
