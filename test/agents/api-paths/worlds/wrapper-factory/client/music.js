import {createResource, on} from './resource.js';

const songs = createResource('songs');
const albums = createResource('albums');
const post = on('POST');
const addSong = post('/api/songs');

export async function start() {
	await songs.list();
	await songs.one(7);
	await albums.remove('a1');
	await albums.create({title: 'x'});
	await songs.custom('charts', 'GET');
	await addSong({title: 'y'});
	await on('PUT')('/api/songs')({});
}
