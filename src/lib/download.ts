/** Lets the browser save a text or a blob as a file. */
export function download(name: string, type: string, content: BlobPart) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // After the click the browser holds the blob by itself, so the URL can be revoked later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
