/** Hands a text or a blob to the browser as a file to save. */
export function download(name: string, type: string, content: BlobPart) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own hold on the blob once the click is handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
