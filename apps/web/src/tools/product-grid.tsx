"use client";

import type { Product } from "@sendcat/shared-types";
import { ImageOff, Star } from "lucide-react";
import { useState } from "react";

/** Products shown at first; a button shows the others. */
const SHOWN_FIRST = 6;

export function ProductGrid({ products }: { products: readonly Product[] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? products : products.slice(0, SHOWN_FIRST);
  const hidden = products.length - shown.length;
  return (
    <div className="mt-2">
      <ul className="grid grid-cols-2 gap-2.5 sm:grid-cols-3" data-testid="product-grid">
        {shown.map((product) => (
          <ProductItem key={product.id} product={product} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="btn btn-quiet mt-2" onClick={() => setOpen(true)}>
          Show {hidden} more
        </button>
      )}
    </div>
  );
}

function ProductItem({ product }: { product: Product }) {
  const { title, url, price, landedJmd, merchant, condition, rating } = product;
  return (
    <li className="border-line bg-surface shadow-card hover:border-line-strong focus-within:border-line-strong relative flex flex-col overflow-hidden rounded-2xl border">
      <ProductImage image={product.image} />
      <div className="flex flex-1 flex-col gap-1 p-3">
        <h4 className="text-sm leading-snug font-medium">
          {/* The link's area is the whole card. */}
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className="line-clamp-3 after:absolute after:inset-0 hover:underline"
          >
            {title}
          </a>
        </h4>
        <p className="mt-auto pt-1 text-[0.95rem] font-semibold tabular-nums">{money(price.amount, price.currency)}</p>
        {landedJmd !== null && (
          <p className="text-ink-soft text-xs tabular-nums">about {money(landedJmd, "JMD")} landed in Jamaica</p>
        )}
        <p className="text-ink-soft text-xs">{[merchant, condition].filter(Boolean).join(" · ")}</p>
        {rating !== null && (
          <p className="text-ink-soft flex items-center gap-1 text-xs">
            <Star aria-hidden className="size-3.5 shrink-0" />
            <span>
              {rating.value.toFixed(1)} of 5<span className="sr-only">, rated by</span> (
              {rating.count.toLocaleString("en-US")})
            </span>
          </p>
        )}
      </div>
    </li>
  );
}

/** Loaded through our own origin, so that the page contacts no third party. */
function ProductImage({ image }: { image: string | null }) {
  const [isBroken, setBroken] = useState(false);
  const frame = "bg-sunken aspect-[4/3] w-full";
  if (image === null || isBroken) {
    return (
      <div className={`${frame} text-ink-soft grid place-items-center`}>
        <ImageOff aria-hidden className="size-6 opacity-60" />
      </div>
    );
  }
  const src = `/image?u=${encodeURIComponent(image)}`;
  return (
    <img
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      width={240}
      height={180}
      className={`${frame} object-contain`}
      onError={() => setBroken(true)}
    />
  );
}

const SYMBOLS: Readonly<Record<string, string>> = { USD: "US$", JMD: "J$", EUR: "€", GBP: "£", CAD: "C$" };

function money(amount: number, currency: string): string {
  const digits = currency === "JMD" ? 0 : 2;
  const text = amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${SYMBOLS[currency] ?? `${currency} `}${text}`;
}
