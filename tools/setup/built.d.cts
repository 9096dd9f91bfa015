export function isBuilt(root: string): boolean;
export function noting(root: string, build: () => Promise<void>): Promise<void>;
