/** The provider's sign-in page. The form posts back to the page's own address. */
export function consentPage(): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Island ID</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem}
input[type=email]{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.6rem .8rem;margin:.3rem 0 1rem;border-radius:10px;border:1px solid #8888}
button{font:inherit;padding:.6rem 1.2rem;border-radius:10px;border:1px solid #8888;margin-right:.5rem}</style></head>
<body><h1>Island ID</h1><p>Sendcat asks for your e-mail address. This is a simulator: nobody checks who you are.</p>
<form method="post"><label>Your e-mail address<input type="email" name="email" required autofocus></label>
<p><label><input type="checkbox" name="confirmed" checked> The address was confirmed</label></p>
<button name="choice" value="allow">Continue</button><button name="choice" value="cancel" formnovalidate>Cancel</button></form></body></html>`;
}
