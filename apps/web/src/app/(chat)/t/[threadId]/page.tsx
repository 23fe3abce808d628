import { clientIdSchema } from "@sendcat/shared-types";
import { notFound } from "next/navigation";

/** A conversation by its id; the layout shows it. A malformed id is a 404. */
export default async function ThreadPage({ params }: { params: Promise<{ threadId: string }> }) {
  const { threadId } = await params;
  if (!clientIdSchema.safeParse(threadId).success) notFound();
  return null;
}
