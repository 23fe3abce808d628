/** A new conversation; the layout shows it. */
export default function NewThreadPage() {
  return null;
}
