export const prefix = '/v1';

export const Rooms = {
	base: 'rooms',
	byId: (id: string) => `rooms/${id}`,
	slots: (id: string) => `rooms/${id}/slots`,
};
