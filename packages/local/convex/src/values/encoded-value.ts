/**
 * A Convex value in its JSON encoding: int64 as `{$integer}`, bytes as `{$bytes}`, special floats as
 * `{$float}`. Documents are stored, compared and sent in this form, without decoding.
 */
export type EncodedValue = null | boolean | number | string | EncodedValue[] | { [field: string]: EncodedValue };

export type EncodedObject = Record<string, EncodedValue>;

/** A stored document: its fields and the two that the deployment adds. */
export type EncodedDocument = EncodedObject & { readonly _id: string; readonly _creationTime: number };
