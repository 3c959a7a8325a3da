import {Rooms} from '@bookings/contract';
import {http} from './http';

export interface Room {
	id: string;
	name: string;
}

export const listRooms = (floor?: string) => http.get<Room[]>(Rooms.base, floor ? {floor} : undefined);
export const readRoom = (id: string) => http.get<Room>(Rooms.byId(id));
export const renameRoom = (room: Room) => http.patch<Room>(Rooms.byId(room.id), {name: room.name});
export const removeRoom = (id: string) => http.remove(Rooms.byId(id));
export const freeSlot = (room: string, slot: number) => http.remove(`${Rooms.slots(room)}/${slot}`);
