"use client";

import type { ComponentProps, JSX, ReactNode } from "react";
import { Streamdown, type Components } from "streamdown";
import { ANSWER_SYNTAX } from "./answer-syntax.ts";

/** The element without the library's own classes: `.answer` in globals.css styles by element. */
function plain(Tag: keyof JSX.IntrinsicElements): Components[string] {
  return function PlainElement({ node: _node, className: _className, ...props }) {
    const Element = Tag as "div"; // safe because every tag given here takes the props of a block element
    return <Element {...props} />;
  };
}

function Link({ href, children }: ComponentProps<"a">) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  );
}

/** Loading a model's image would send a request to any site that the model names, so we show a link instead. */
function ImageAsLink({ src, alt }: ComponentProps<"img">) {
  return typeof src === "string" && /^https?:/.test(src) ? <Link href={src}>{alt || "Image"}</Link> : <>{alt}</>;
}

function Table({ children }: ComponentProps<"table">) {
  return (
    <div className="table-frame" role="region" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

function Preformatted({ children }: ComponentProps<"pre">) {
  return <pre tabIndex={0}>{children}</pre>;
}

function Code({ children }: ComponentProps<"code">) {
  return <code>{children}</code>;
}

/** Always one level below the message's heading, whatever level the model chose, so that the page keeps one outline. */
function heading(level: number) {
  return function Heading({ children }: { children?: ReactNode }) {
    return <h3 data-level={level}>{children}</h3>;
  };
}

const HEADINGS = [1, 2, 3, 4, 5, 6] as const;
const PLAIN_TAGS = ["p", "ul", "ol", "li", "blockquote", "hr", "strong", "thead", "tbody", "tr", "th", "td"] as const;

// safe because the library calls each with the props of the element it is named for
const COMPONENTS = {
  ...Object.fromEntries(PLAIN_TAGS.map((tag) => [tag, plain(tag)])),
  ...Object.fromEntries(HEADINGS.map((level) => [`h${level}`, heading(level)])),
  a: Link,
  img: ImageAsLink,
  table: Table,
  pre: Preformatted,
  code: Code,
  inlineCode: Code,
} as Components;

const NO_LINK_DIALOG = { enabled: false };

/** Renders the answer's text as it streams: closes unfinished markdown, does not parse finished blocks again. HTML is text. */
export function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <Streamdown
      {...ANSWER_SYNTAX}
      className="answer"
      components={COMPONENTS}
      controls={false}
      linkSafety={NO_LINK_DIALOG}
      parseIncompleteMarkdown={isStreaming}
      isAnimating={isStreaming}
    >
      {text}
    </Streamdown>
  );
}
