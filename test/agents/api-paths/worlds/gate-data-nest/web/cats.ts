export const cats = () => fetch('/cats');
export const toys = (id: string) => fetch(`/cats/${id}/toys`);
