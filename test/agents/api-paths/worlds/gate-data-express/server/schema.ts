import {boolean, pgTable, serial} from 'drizzle-orm/pg-core';

export const orders = pgTable('orders', {id: serial('id').primaryKey(), isOpen: boolean('is_open')});
