import {defineStore} from 'pinia';
import {bookings, listRooms, readRoom} from '@/api';

export const useRooms = defineStore('rooms', {
	state: () => ({rooms: [] as unknown[], path: '/v1/not-asked'}),
	actions: {
		async load() {
			this.rooms = await listRooms();
		},
		async open(id: string) {
			return {room: await readRoom(id), mine: await bookings.mine()};
		},
	},
});
