"use client";

import { Component, type ReactNode } from "react";

/** The text without formatting. */
export function PlainText({ text }: { text: string }) {
  return <div className="answer whitespace-pre-wrap">{text}</div>;
}

/** Shows plain text when rendering fails, so that one message cannot break the page. */
export class ShownAsText extends Component<{ text: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <PlainText text={this.props.text} /> : this.props.children;
  }
}
