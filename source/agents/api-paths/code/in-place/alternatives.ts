/** What stands where one of several kinds may stand: by the byte that tells, the kind that a pointer leads to. */
export type Alternatives = Record<number, string>;

const from = (first: number, ...kinds: string[]): Alternatives => Object.fromEntries(kinds.map((kind, index) => [first + index, kind]));

const members = from(48, 'ComputedMemberExpression', 'StaticMemberExpression', 'PrivateFieldExpression');

const Expression: Alternatives = {
	...from(0, 'BooleanLiteral', 'NullLiteral', 'NumericLiteral', 'BigIntLiteral', 'RegExpLiteral', 'StringLiteral', 'TemplateLiteral'),
	...from(7, 'IdentifierReference', 'Super', 'ArrayExpression', 'ArrowFunctionExpression', 'AssignmentExpression', 'AwaitExpression'),
	...from(13, 'BinaryExpression', 'CallExpression', 'ChainExpression', 'Class', 'ConditionalExpression', 'Function', 'ImportExpression'),
	...from(20, 'LogicalExpression', 'NewExpression', 'ObjectExpression', 'ParenthesizedExpression', 'SequenceExpression'),
	...from(
		25,
		'TaggedTemplateExpression',
		'ThisExpression',
		'UnaryExpression',
		'UpdateExpression',
		'YieldExpression',
		'PrivateInExpression',
	),
	...from(31, 'ImportMeta', 'NewTarget', 'JSXElement', 'JSXFragment', 'TSAsExpression', 'TSSatisfiesExpression', 'TSTypeAssertion'),
	...from(38, 'TSNonNullExpression', 'TSInstantiationExpression', 'V8IntrinsicExpression'),
	...members,
};

/** Plain targets, patterns, and those with a default. */
const AssignmentTarget: Alternatives = {
	...from(0, 'IdentifierReference', 'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion'),
	...from(8, 'ArrayAssignmentTarget', 'ObjectAssignmentTarget'),
	16: 'AssignmentTargetWithDefault',
	...members,
};

const Declaration = from(
	32,
	'VariableDeclaration',
	'Function',
	'Class',
	'TSTypeAliasDeclaration',
	'TSInterfaceDeclaration',
	'TSEnumDeclaration',
	'TSExternalModuleDeclaration',
	'TSNamespaceDeclaration',
	'TSGlobalDeclaration',
	'TSImportEqualsDeclaration',
);

const Statement: Alternatives = {
	...from(0, 'BlockStatement', 'BreakStatement', 'ContinueStatement', 'DebuggerStatement', 'DoWhileStatement', 'EmptyStatement'),
	...from(6, 'ExpressionStatement', 'ForInStatement', 'ForOfStatement', 'ForStatement', 'IfStatement', 'LabeledStatement'),
	...from(12, 'ReturnStatement', 'SwitchStatement', 'ThrowStatement', 'TryStatement', 'WhileStatement', 'WithStatement'),
	...Declaration,
	...from(64, 'ImportDeclaration', 'ExportAllDeclaration', 'ExportDefaultDeclaration', 'ExportDeclaration', 'ExportNamedDeclaration'),
	...from(69, 'ExportFromDeclaration', 'TSExportAssignment', 'TSNamespaceExportDeclaration'),
};

const TSType: Alternatives = {
	...from(0, 'TSAnyKeyword', 'TSBigIntKeyword', 'TSBooleanKeyword', 'TSIntrinsicKeyword', 'TSNeverKeyword', 'TSNullKeyword'),
	...from(6, 'TSNumberKeyword', 'TSObjectKeyword', 'TSStringKeyword', 'TSSymbolKeyword', 'TSThisType', 'TSUndefinedKeyword'),
	...from(12, 'TSUnknownKeyword', 'TSVoidKeyword', 'TSArrayType', 'TSConditionalType', 'TSConstructorType', 'TSFunctionType'),
	...from(18, 'TSImportType', 'TSIndexedAccessType', 'TSInferType', 'TSIntersectionType', 'TSLiteralType', 'TSMappedType'),
	24: 'TSNamedTupleMember',
	...from(26, 'TSTemplateLiteralType', 'TSTupleType', 'TSTypeLiteral', 'TSTypeOperator', 'TSTypePredicate', 'TSTypeQuery'),
	...from(
		32,
		'TSTypeReference',
		'TSUnionType',
		'TSParenthesizedType',
		'TSJSDocNullableType',
		'TSJSDocNonNullableType',
		'TSJSDocUnknownType',
	),
	...from(64, 'TSOptionalType', 'TSRestType'),
};

export const alternatives: Record<string, Alternatives> = {
	Expression,
	AssignmentTarget,
	Declaration,
	Statement,
	TSType,
	ArrayExpressionElement: {...Expression, ...from(64, 'SpreadElement', 'Elision')},
	Argument: {...Expression, 64: 'SpreadElement'},
	PropertyKey: {...Expression, ...from(64, 'IdentifierName', 'PrivateIdentifier')},
	ForStatementInit: {...Expression, 64: 'VariableDeclaration'},
	ForStatementLeft: {...AssignmentTarget, 16: 'VariableDeclaration'},
	ArrowFunctionBody: {...Expression, 64: 'FunctionBody'},
	ExportDefaultDeclarationKind: {...Expression, ...from(64, 'Function', 'Class', 'TSInterfaceDeclaration')},
	JSXExpression: {...Expression, 64: 'JSXEmptyExpression'},
	ObjectPropertyKind: from(0, 'ObjectProperty', 'SpreadElement'),
	AssignmentTargetProperty: from(0, 'AssignmentTargetPropertyIdentifier', 'AssignmentTargetPropertyProperty'),
	ChainElement: {...from(0, 'CallExpression', 'TSNonNullExpression'), ...members},
	BindingPattern: from(0, 'BindingIdentifier', 'ObjectPattern', 'ArrayPattern', 'AssignmentPattern'),
	ClassElement: from(0, 'StaticBlock', 'MethodDefinition', 'PropertyDefinition', 'AccessorProperty', 'TSIndexSignature'),
	ImportDeclarationSpecifier: from(0, 'ImportSpecifier', 'ImportDefaultSpecifier', 'ImportNamespaceSpecifier'),
	JSXElementName: from(0, 'JSXIdentifier', 'JSXIdentifier', 'JSXNamespacedName', 'JSXMemberExpression', 'JSXThis'),
	JSXMemberExpressionObject: from(0, 'JSXIdentifier', 'JSXMemberExpression', 'JSXThis'),
	JSXAttributeItem: from(0, 'JSXAttribute', 'JSXSpreadAttribute'),
	JSXAttributeName: from(0, 'JSXIdentifier', 'JSXNamespacedName'),
	JSXAttributeValue: from(0, 'StringLiteral', 'JSXExpressionContainer', 'JSXElement', 'JSXFragment'),
	JSXChild: from(0, 'JSXText', 'JSXElement', 'JSXFragment', 'JSXExpressionContainer', 'JSXSpreadChild'),
	TSEnumMemberName: from(0, 'IdentifierName', 'StringLiteral', 'StringLiteral', 'TemplateLiteral'),
	TSLiteral: from(0, 'BooleanLiteral', 'NumericLiteral', 'BigIntLiteral', 'StringLiteral', 'TemplateLiteral', 'UnaryExpression'),
	TSTypeName: from(0, 'IdentifierReference', 'TSQualifiedName', 'ThisExpression', 'TSImportType'),
	TSSignature: from(
		0,
		'TSIndexSignature',
		'TSPropertySignature',
		'TSCallSignatureDeclaration',
		'TSConstructSignatureDeclaration',
		'TSMethodSignature',
	),
	TSModuleReference: from(0, 'TSExternalModuleReference', 'IdentifierReference', 'TSQualifiedName'),
	NamespaceDeclarationBody: from(0, 'TSNamespaceDeclaration', 'TSModuleBlock'),
	TSImportTypeQualifier: from(0, 'IdentifierName', 'TSImportTypeQualifiedName'),
};

/** Words that are kept as a byte. */
export const enumerations: Record<string, readonly string[]> = {
	PropertyKind: ['init', 'get', 'set'],
	VariableDeclarationKind: ['var', 'let', 'const', 'using', 'await using'],
	FunctionType: ['FunctionDeclaration', 'FunctionExpression', 'TSDeclareFunction', 'TSEmptyBodyFunctionExpression'],
	ClassType: ['ClassDeclaration', 'ClassExpression'],
	MethodDefinitionType: ['MethodDefinition', 'TSAbstractMethodDefinition'],
	PropertyDefinitionType: ['PropertyDefinition', 'TSAbstractPropertyDefinition'],
	AccessorPropertyType: ['AccessorProperty', 'TSAbstractAccessorProperty'],
	MethodDefinitionKind: ['constructor', 'method', 'get', 'set'],
	ImportOrExportKind: ['value', 'type'],
	TSTypeOperatorOperator: ['keyof', 'unique', 'readonly'],
	AssignmentOperator: ['=', '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '>>>=', '|=', '^=', '&=', '||=', '&&=', '??='],
	BinaryOperator: '== != === !== < <= > >= + - * / % ** << >> >>> | ^ & in instanceof'.split(' '),
	LogicalOperator: ['||', '&&', '??'],
	UnaryOperator: ['+', '-', '!', '~', 'typeof', 'void', 'delete'],
	UpdateOperator: ['++', '--'],
};
