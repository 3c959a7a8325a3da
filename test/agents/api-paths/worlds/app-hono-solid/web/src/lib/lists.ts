import {resource} from './api';

export interface List {
	id: number;
	title: string;
}

export const lists = resource<List>('/lists');
export const cardsOf = (list: number) => resource<{id: number}>(`/lists/${list}/cards`);
