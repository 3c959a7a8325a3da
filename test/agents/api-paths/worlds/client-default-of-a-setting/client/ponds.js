import $ from 'jquery';
import {address} from './address';

export const list = () => $.get(`${address}/ponds`);
export const drain = (id) => $.ajax({url: `${address}/ponds/${id}`, type: 'DELETE'});
export const swim = (id) => $.post(`${address}/ponds/${id}/swim`);
