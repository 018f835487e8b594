export { shapes } from '../ui/icon-shapes';
export { Comforts } from '../features/comforts/comforts';
export { AccountPanel } from './account-panel';
export { CopyId } from './copy-id';
export { keepLetters } from './letters';
export { OwnLinks } from './own-links';
