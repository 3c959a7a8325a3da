export const prices = () => new WebSocket(`wss://${location.host}/live/prices`);
export const chat = () => new WebSocket('/live/chat');
export const polling = () => fetch('/realtime/?transport=polling');
