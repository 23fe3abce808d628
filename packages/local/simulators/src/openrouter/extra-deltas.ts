import { pictureOf } from "../search/picture.ts";

/** A delta with cited pages or a picture, in the shape that OpenRouter documents. */
export interface ExtraDelta {
  readonly annotations?: readonly { readonly type: "url_citation"; readonly url_citation: Citation }[];
  readonly images?: readonly { readonly type: "image_url"; readonly image_url: { readonly url: string } }[];
}

interface Citation {
  readonly url: string;
  readonly title: string;
  readonly content: string;
  readonly start_index: number;
  readonly end_index: number;
}

const HOSTILE: readonly (readonly [url: string, title: string])[] = [
  ["javascript:alert(document.domain)", "Click me"],
  ["data:text/html,<script>alert(1)</script>", "Data"],
  ["https://user:secret@example.com/", "Credentials"],
  ["https://127.0.0.1/admin", "This machine"],
  [
    "https://example.com/markup",
    '<img src=x onerror="alert(1)">\u202Egnp.exe\u202C **bold** [link](javascript:alert(1))',
  ],
  ["https://example.com/long", "long ".repeat(2_000)],
];

/** `sources` pages of example.com, then `pictures`; hostile ones first when asked for. */
export function extraDeltas(wanted: {
  readonly sources: number;
  readonly pictures: number;
  readonly isHostile: boolean;
}): readonly ExtraDelta[] {
  const plain = Array.from({ length: wanted.sources }, (_, n) => [
    `https://example.com/source/${n + 1}`,
    `Duty on parcels, part ${n + 1}`,
  ]);
  const cited = [...(wanted.isHostile ? HOSTILE : []), ...plain].map(([url = "", title = ""]) => ({
    type: "url_citation" as const,
    url_citation: { url, title, content: "", start_index: 0, end_index: 0 },
  }));
  const pictures = Array.from({ length: wanted.pictures }, (_, n) => {
    const url = `data:image/png;base64,${pictureOf(n).toString("base64")}`;
    return { images: [{ type: "image_url" as const, image_url: { url } }] };
  });
  return [...(cited.length > 0 ? [{ annotations: cited }] : []), ...pictures];
}
