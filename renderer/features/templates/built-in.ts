/** Templates that come with Farsite can be copied, not changed: the next version brings them anew. */
export const isBuiltIn = (templateId: string): boolean => templateId.startsWith("farsite-");
