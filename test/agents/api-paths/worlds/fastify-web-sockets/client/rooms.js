export const list = () => fetch('/api/rooms');
export const live = (id) => new WebSocket(`ws://${location.host}/api/rooms/${id}/live`);
export const log = (id) => fetch(`/api/rooms/${id}/log`);
export const follow = (id) => new WebSocket(`ws://${location.host}/api/rooms/${id}/log`);
export const quiet = (id) => new WebSocket(`ws://${location.host}/api/rooms/${id}/quiet`);
