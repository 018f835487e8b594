export const shapes = {
  power: 'M10.5 1h3v11h-3ZM6.6 4.2l1.8 2.4a7 7 0 1 0 7.2 0l1.8-2.4a10 10 0 1 1-10.8 0Z',
  shield: 'M12 1 3 5v6c0 6 4 10 9 12 5-2 9-6 9-12V5Z',
  cross: 'M9 2h6v7h7v6h-7v7H9v-7H2V9h7Z',
  list: 'M3 4h18v3H3Zm0 6h12v3H3Zm0 6h16v3H3Z',
  copy: 'M8 2h13v15h-5v5H3V7h5Zm3 5h5v7h2V5h-7Z',
  check: 'm9 20-7-7 3-3 4 4L19 4l3 3Z',
  book: 'M4 2h16v15H7v2h13v3H4Z',
  phone: 'm7 2 3 6-2 3 5 5 3-2 6 3-2 5C10 22 2 14 2 4Z',
} as const;
export type ShapeName = keyof typeof shapes;
