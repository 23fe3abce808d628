/** Sendcat's mark: a cat's head over a wave. Decorative next to the name; pass `title` where it is alone. */
export function CatLogo({ className, title }: { className?: string; title?: string }) {
  return (
    <svg
      viewBox="0 0 48 48"
      className={className}
      role={title ? "img" : undefined}
      aria-hidden={title ? undefined : true}
    >
      {title && <title>{title}</title>}
      <rect width="48" height="48" rx="14" fill="#0b6b63" />
      <path
        d="M12.2 12.6c-.5-1.9 1.4-3.2 2.9-2.1l5.3 4a14.6 14.6 0 0 1 7.2 0l5.3-4c1.5-1.1 3.4.2 2.9 2.1l-1 8.4c1.2 1.9 1.9 4 1.9 6.300 0 7-5.700 11.700-12.700 11.700S11.300 34.300 11.300 27.300c0-2.300.700-4.400 1.900-6.300z"
        fill="#fdf6e9"
      />
      <path
        d="M11.700 31c3 0 3.600 2.200 6.300 2.200S21.400 31 24 31s3.400 2.200 6 2.200 3.300-2.200 6.300-2.200c-1.500 4.900-6.400 8-12.300 8s-10.800-3.100-12.300-8z"
        fill="#f0a63c"
      />
      <circle cx="19" cy="24" r="1.900" fill="#12312e" />
      <circle cx="29" cy="24" r="1.900" fill="#12312e" />
      <path
        d="M22.300 27.300h3.400c.600 0 .900.700.500 1.100l-1.600 1.500a.900.900 0 0 1-1.200 0l-1.600-1.500c-.4-.4-.1-1.100.5-1.100z"
        fill="#e0603c"
      />
    </svg>
  );
}
