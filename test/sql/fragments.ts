const words = `SELECT FROM where AND OR NOT IN IN( ( ) , . .. ... … ; * + - / = != == <> 1 -1 +2 1.5e3 .5 5. 0x1f 2fa 1_000 'a' 'it''s' ' "a" "User" " [a] [ ]
	ARRAY ARRAY[ ANY VALUES VALUES( ROW (1,2) NULL TRUE IS SET x TO names DEFAULT < <= -> ->> #> # -- /* */ /*!40001 @> <@ && || | % @ ~ ! ^ & { }
	$1 $$ $a$ $a :a :: := : ? ?? ?1 ?| ?& %s %(a)s @a @@a AS INNER OUTER JOIN ASC DESC ORDER BY GROUP LIMIT offset FOR UPDATE INTO MATERIALIZED BETWEEN LIKE
	SAVEPOINT RELEASE ROLLBACK BEGIN WORK PREPARE EXECUTE FETCH DEALLOCATE ALL DECLARE CLOSE CAST( CASE WHEN END a b1 Users N'x' U&'a' UESCAPE _utf8 interval
	date field( é 😀`;

/** Pieces of SQL, sound and broken: joined at random they are texts that no person would write and a normaliser must bear. */
export const fragments: readonly string[] = [
	...words.split(/\s+/),
	'`a`',
	'`Order`',
	'`',
	'- 1',
	'-- x\n',
	'/* c */',
	'SET x =',
	'@a :=',
	'${a}',
	'${',
	'\\',
	'\\N',
	"'it\\'s'",
	"E'a\\'b'",
	'INSERT INTO t',
	'ON DUPLICATE KEY UPDATE',
	'\n',
	'\t',
	'\u00A0',
	'\u0001',
	'\u0085',
	'\u2028',
	'\uFEFF',
	'\uD800',
];
