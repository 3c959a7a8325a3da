export const games = () => fetch('/backend/games');
export const game = (id: string) => fetch(`/backend/games/${id}`, {method: 'DELETE'});
export const cover = (id: string) => fetch(`/media/covers/${id}.png`);
