/**
 * Every method that Node's parser knows: Express has a function for each. Written down, because importing `node:http` loads node's own fetch with
 * it (20 to 40 ms).
 */
export const methods: readonly string[] = (
	'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH POST PROPFIND ' +
	'PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE'
).split(' ');
