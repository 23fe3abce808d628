"use client";

import { Component, type ReactNode } from "react";

/** What was written, without its formatting. */
export function PlainText({ text }: { text: string }) {
  return <div className="answer whitespace-pre-wrap">{text}</div>;
}

/** The plain text in place of what cannot be shown otherwise: one message is no reason to lose the page. */
export class ShownAsText extends Component<{ text: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <PlainText text={this.props.text} /> : this.props.children;
  }
}
