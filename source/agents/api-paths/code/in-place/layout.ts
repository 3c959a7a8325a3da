/**
 * Where the parser of this version keeps the parts of its tree. A part is `Kind offset`; after the kind, `[]` is a list, `*` a pointer, `?` a
 * pointer that may be absent, `|` an alternative that may be absent. Words in `always` are the same for every node.
 */
export const layoutVersion = '0.159.0';

export interface Struct {
	/** The name in ESTree, where it is another one than here. */
	type?: string;
	/** In a list; pointers and alternatives take 16. */
	size?: number;
	parts: Record<string, string>;
	always?: Record<string, unknown>;
}

const left = {left: 'Expression 16', right: 'Expression 32'};
const name = {name: 'name 16'};
const typeArguments = 'TSTypeParameterInstantiation?';
const typeParameters = 'TSTypeParameterDeclaration?';

export const structs: Record<string, Struct> = {
	IdentifierName: {type: 'Identifier', parts: name},
	IdentifierReference: {type: 'Identifier', parts: name},
	BindingIdentifier: {type: 'Identifier', parts: name},
	LabelIdentifier: {type: 'Identifier', parts: name},
	PrivateIdentifier: {parts: name},
	JSXIdentifier: {parts: name},
	JSXThis: {type: 'JSXIdentifier', parts: {}, always: {name: 'this'}},
	ThisExpression: {parts: {}},
	Super: {parts: {}},
	ArrayExpression: {parts: {elements: 'ArrayExpressionElement[] 16'}},
	ObjectExpression: {parts: {properties: 'ObjectPropertyKind[] 16'}},
	ObjectProperty: {
		type: 'Property',
		parts: {
			kind: 'PropertyKind 12',
			method: 'flag 13',
			shorthand: 'flag 14',
			computed: 'flag 15',
			key: 'PropertyKey 16',
			value: 'Expression 32',
		},
	},
	TemplateLiteral: {parts: {quasis: 'TemplateElement[] 16', expressions: 'Expression[] 40'}},
	TemplateElement: {size: 48, parts: {value: 'TemplateElementValue 16'}},
	TaggedTemplateExpression: {parts: {tag: 'Expression 16', typeArguments: `${typeArguments} 32`, quasi: 'TemplateLiteral 40'}},
	ComputedMemberExpression: {
		type: 'MemberExpression',
		parts: {optional: 'flag 12', object: 'Expression 16', property: 'Expression 32'},
		always: {computed: true},
	},
	StaticMemberExpression: {
		type: 'MemberExpression',
		parts: {optional: 'flag 12', object: 'Expression 16', property: 'IdentifierName 32'},
		always: {computed: false},
	},
	PrivateFieldExpression: {
		type: 'MemberExpression',
		parts: {optional: 'flag 12', object: 'Expression 16', property: 'PrivateIdentifier 32'},
		always: {computed: false},
	},
	CallExpression: {parts: {optional: 'flag 12', callee: 'Expression 16', typeArguments: `${typeArguments} 32`, arguments: 'Argument[] 40'}},
	NewExpression: {parts: {callee: 'Expression 16', typeArguments: `${typeArguments} 32`, arguments: 'Argument[] 40'}},
	ImportMeta: {type: 'MetaProperty', parts: {}, always: {meta: {type: 'Identifier', name: 'import'}}},
	NewTarget: {type: 'MetaProperty', parts: {}, always: {meta: {type: 'Identifier', name: 'new'}}},
	SpreadElement: {parts: {argument: 'Expression 16'}},
	UpdateExpression: {parts: {operator: 'UpdateOperator 12', argument: 'AssignmentTarget 16'}},
	UnaryExpression: {parts: {operator: 'UnaryOperator 12', argument: 'Expression 16'}},
	BinaryExpression: {parts: {operator: 'BinaryOperator 12', ...left}},
	PrivateInExpression: {type: 'BinaryExpression', parts: {left: 'PrivateIdentifier 16', right: 'Expression 48'}, always: {operator: 'in'}},
	LogicalExpression: {parts: {operator: 'LogicalOperator 12', ...left}},
	ConditionalExpression: {parts: {test: 'Expression 16', consequent: 'Expression 32', alternate: 'Expression 48'}},
	AssignmentExpression: {parts: {operator: 'AssignmentOperator 12', left: 'AssignmentTarget 16', right: 'Expression 32'}},
	ArrayAssignmentTarget: {type: 'ArrayPattern', parts: {elements: 'TargetElements 16'}},
	ObjectAssignmentTarget: {type: 'ObjectPattern', parts: {properties: 'TargetProperties 16'}},
	AssignmentTargetRest: {type: 'RestElement', parts: {argument: 'AssignmentTarget 16'}},
	AssignmentTargetWithDefault: {type: 'AssignmentPattern', parts: {left: 'AssignmentTarget 16', right: 'Expression 32'}},
	AssignmentTargetPropertyIdentifier: {
		type: 'Property',
		parts: {key: 'IdentifierReference 16', value: 'ShorthandTarget 0'},
		always: {computed: false, shorthand: true},
	},
	/** The same, seen as the target with its default. */
	ShorthandWithDefault: {type: 'AssignmentPattern', parts: {left: 'IdentifierReference 16', right: 'Expression 48'}},
	AssignmentTargetPropertyProperty: {
		type: 'Property',
		parts: {computed: 'flag 12', key: 'PropertyKey 16', value: 'AssignmentTarget 32'},
		always: {shorthand: false},
	},
	SequenceExpression: {parts: {expressions: 'Expression[] 16'}},
	AwaitExpression: {parts: {argument: 'Expression 16'}},
	YieldExpression: {parts: {argument: 'Expression| 16'}},
	ChainExpression: {parts: {expression: 'ChainElement 16'}},
	ParenthesizedExpression: {parts: {expression: 'Expression 16'}},
	ImportExpression: {parts: {source: 'Expression 16'}},
	V8IntrinsicExpression: {parts: {}},
	BooleanLiteral: {type: 'Literal', parts: {value: 'flag 12'}},
	NullLiteral: {type: 'Literal', parts: {}, always: {value: null}},
	NumericLiteral: {type: 'Literal', parts: {value: 'number 32'}},
	StringLiteral: {type: 'Literal', parts: {value: 'literalText 16'}},
	BigIntLiteral: {type: 'Literal', parts: {value: 'bigint 16'}},
	RegExpLiteral: {type: 'Literal', parts: {regex: 'RegExp 16'}, always: {value: null}},

	Directive: {type: 'ExpressionStatement', size: 80, parts: {directive: 'text 64', expression: 'StringLiteral 16'}},
	BlockStatement: {parts: {body: 'Statement[] 16'}},
	FunctionBody: {type: 'BlockStatement', parts: {body: 'DirectivesAndStatements 16'}},
	VariableDeclaration: {parts: {kind: 'VariableDeclarationKind 12', declare: 'flag 13', declarations: 'VariableDeclarator[] 16'}},
	VariableDeclarator: {size: 56, parts: {id: 'AnnotatedPattern 16', init: 'Expression| 40'}},
	EmptyStatement: {parts: {}},
	DebuggerStatement: {parts: {}},
	ExpressionStatement: {parts: {expression: 'Expression 16'}, always: {directive: null}},
	IfStatement: {parts: {test: 'Expression 16', consequent: 'Statement 32', alternate: 'Statement| 48'}},
	DoWhileStatement: {parts: {body: 'Statement 16', test: 'Expression 32'}},
	WhileStatement: {parts: {test: 'Expression 16', body: 'Statement 32'}},
	ForStatement: {parts: {init: 'ForStatementInit| 16', test: 'Expression| 32', update: 'Expression| 48', body: 'Statement 64'}},
	ForInStatement: {parts: {left: 'ForStatementLeft 16', right: 'Expression 32', body: 'Statement 48'}},
	ForOfStatement: {parts: {left: 'ForStatementLeft 16', right: 'Expression 32', body: 'Statement 48'}},
	ContinueStatement: {parts: {}},
	BreakStatement: {parts: {}},
	ReturnStatement: {parts: {argument: 'Expression| 16'}},
	WithStatement: {parts: {object: 'Expression 16', body: 'Statement 32'}},
	SwitchStatement: {parts: {discriminant: 'Expression 16', cases: 'SwitchCase[] 32'}},
	SwitchCase: {size: 56, parts: {test: 'Expression| 16', consequent: 'Statement[] 32'}},
	LabeledStatement: {parts: {label: 'LabelIdentifier 16', body: 'Statement 48'}},
	ThrowStatement: {parts: {argument: 'Expression 16'}},
	TryStatement: {parts: {block: 'BlockStatement* 16', handler: 'CatchClause? 24', finalizer: 'BlockStatement? 32'}},
	CatchClause: {parts: {param: 'CatchParameter 16', body: 'BlockStatement* 56'}},

	AssignmentPattern: {parts: {left: 'BindingPattern 16', right: 'Expression 32'}},
	ObjectPattern: {parts: {properties: 'BindingProperties 16'}},
	BindingProperty: {
		type: 'Property',
		size: 48,
		parts: {shorthand: 'flag 12', computed: 'flag 13', key: 'PropertyKey 16', value: 'BindingPattern 32'},
	},
	ArrayPattern: {parts: {elements: 'BindingElements 16'}},
	BindingRestElement: {type: 'RestElement', parts: {argument: 'BindingPattern 16'}},
	FormalParameterRest: {
		type: 'RestElement',
		parts: {argument: 'BindingPattern 56', decorators: 'Decorator[] 16', typeAnnotation: 'TSTypeAnnotation? 72'},
	},
	ParameterWithDefault: {
		type: 'AssignmentPattern',
		size: 72,
		parts: {left: 'ParameterPattern 0', right: 'Expression* 64', decorators: 'Decorator[] 16'},
	},
	TSParameterProperty: {parts: {decorators: 'Decorator[] 16', parameter: 'PlainParameter 0'}},
	Function: {
		parts: {
			type: 'FunctionType 88',
			generator: 'flag 89',
			async: 'flag 90',
			declare: 'flag 91',
			id: 'OptionalName 16',
			typeParameters: `${typeParameters} 48`,
			params: 'FormalParameters 64',
			body: 'FunctionBody? 80',
		},
	},
	ArrowFunctionExpression: {
		parts: {async: 'flag 56', typeParameters: `${typeParameters} 16`, params: 'FormalParameters 24', body: 'ArrowFunctionBody 40'},
		always: {id: null, generator: false},
	},
	Class: {
		parts: {
			type: 'ClassType 136',
			declare: 'flag 138',
			decorators: 'Decorator[] 16',
			id: 'OptionalName 40',
			typeParameters: `${typeParameters} 72`,
			superClass: 'Expression| 80',
			body: 'ClassBody* 128',
		},
	},
	ClassBody: {parts: {body: 'ClassElement[] 16'}},
	MethodDefinition: {
		parts: {
			type: 'MethodDefinitionType 12',
			kind: 'MethodDefinitionKind 13',
			computed: 'flag 14',
			static: 'flag 15',
			decorators: 'Decorator[] 16',
			key: 'PropertyKey 40',
			value: 'Function* 56',
		},
	},
	PropertyDefinition: {
		parts: {
			type: 'PropertyDefinitionType 12',
			computed: 'flag 13',
			static: 'flag 14',
			decorators: 'Decorator[] 16',
			key: 'PropertyKey 40',
			typeAnnotation: 'TSTypeAnnotation? 56',
			value: 'Expression| 64',
		},
	},
	AccessorProperty: {
		parts: {
			type: 'AccessorPropertyType 12',
			computed: 'flag 13',
			static: 'flag 14',
			decorators: 'Decorator[] 16',
			key: 'PropertyKey 40',
			typeAnnotation: 'TSTypeAnnotation? 56',
			value: 'Expression| 64',
		},
	},
	StaticBlock: {parts: {body: 'Statement[] 16'}},
	Decorator: {size: 32, parts: {expression: 'Expression 16'}},

	ImportDeclaration: {parts: {importKind: 'ImportOrExportKind 13', specifiers: 'ImportSpecifiers 16', source: 'StringLiteral 40'}},
	ImportSpecifier: {parts: {importKind: 'ImportOrExportKind 12', imported: 'ModuleExportName 16', local: 'BindingIdentifier 72'}},
	ImportDefaultSpecifier: {parts: {local: 'BindingIdentifier 16'}},
	ImportNamespaceSpecifier: {parts: {local: 'BindingIdentifier 16'}},
	ExportDeclaration: {
		type: 'ExportNamedDeclaration',
		parts: {declaration: 'Declaration 16'},
		always: {specifiers: [], source: null, exportKind: 'value'},
	},
	ExportNamedDeclaration: {
		parts: {exportKind: 'ImportOrExportKind 12', specifiers: 'ExportSpecifier[] 16'},
		always: {declaration: null, source: null},
	},
	ExportFromDeclaration: {
		type: 'ExportNamedDeclaration',
		parts: {exportKind: 'ImportOrExportKind 12', specifiers: 'ExportSpecifier[] 16', source: 'StringLiteral 40'},
		always: {declaration: null},
	},
	ExportSpecifier: {size: 128, parts: {local: 'ModuleExportName 16', exported: 'ModuleExportName 72'}},
	ExportDefaultDeclaration: {parts: {declaration: 'ExportDefaultDeclarationKind 16'}},
	ExportAllDeclaration: {parts: {exportKind: 'ImportOrExportKind 12', exported: 'ModuleExportName| 16', source: 'StringLiteral 72'}},

	JSXElement: {parts: {openingElement: 'JSXOpeningElement* 16', children: 'JSXChild[] 24'}},
	JSXOpeningElement: {parts: {name: 'JSXElementName 16', attributes: 'JSXAttributeItem[] 40'}},
	JSXFragment: {parts: {children: 'JSXChild[] 32'}},
	JSXNamespacedName: {parts: {namespace: 'JSXIdentifier 16', name: 'JSXIdentifier 48'}},
	JSXMemberExpression: {parts: {object: 'JSXMemberExpressionObject 16', property: 'JSXIdentifier 32'}},
	JSXExpressionContainer: {parts: {expression: 'JSXExpression 16'}},
	JSXEmptyExpression: {parts: {}},
	JSXAttribute: {parts: {name: 'JSXAttributeName 16', value: 'JSXAttributeValue| 32'}},
	JSXSpreadAttribute: {parts: {argument: 'Expression 16'}},
	JSXSpreadChild: {parts: {expression: 'Expression 16'}},
	JSXText: {parts: {}},

	TSEnumDeclaration: {parts: {declare: 'flag 13', id: 'BindingIdentifier 16', body: 'TSEnumBody 48'}},
	TSEnumBody: {parts: {members: 'TSEnumMember[] 16'}},
	TSEnumMember: {size: 48, parts: {id: 'TSEnumMemberName 16', initializer: 'Expression| 32'}},
	TSTypeAliasDeclaration: {
		parts: {id: 'BindingIdentifier 16', typeParameters: `${typeParameters} 48`, typeAnnotation: 'TSType 56', declare: 'flag 72'},
	},
	TSInterfaceDeclaration: {
		parts: {
			id: 'BindingIdentifier 16',
			typeParameters: `${typeParameters} 48`,
			extends: 'TSInterfaceHeritage[] 56',
			body: 'TSInterfaceBody* 80',
			declare: 'flag 88',
		},
	},
	TSInterfaceHeritage: {size: 40, parts: {expression: 'TSTypeName 16', typeArguments: `${typeArguments} 32`}},
	TSInterfaceBody: {parts: {body: 'TSSignature[] 16'}},
	TSExternalModuleDeclaration: {
		type: 'TSModuleDeclaration',
		parts: {id: 'StringLiteral 16', declare: 'flag 72', body: 'TSModuleBlock? 64'},
	},
	TSNamespaceDeclaration: {type: 'TSModuleDeclaration', parts: {id: 'NamespaceName 0', declare: 'flag 65', body: 'NamespaceBody 0'}},
	TSGlobalDeclaration: {
		type: 'TSModuleDeclaration',
		parts: {declare: 'flag 88', body: 'TSModuleBlock 24'},
		always: {id: {type: 'Identifier', name: 'global'}},
	},
	TSModuleBlock: {parts: {body: 'DirectivesAndStatements 16'}},
	TSImportEqualsDeclaration: {
		parts: {importKind: 'ImportOrExportKind 12', id: 'BindingIdentifier 16', moduleReference: 'TSModuleReference 48'},
	},
	TSExternalModuleReference: {parts: {expression: 'StringLiteral 16'}},
	TSExportAssignment: {parts: {expression: 'Expression 16'}},
	TSNamespaceExportDeclaration: {parts: {}},
	TSAsExpression: {parts: {expression: 'Expression 16', typeAnnotation: 'TSType 32'}},
	TSSatisfiesExpression: {parts: {expression: 'Expression 16', typeAnnotation: 'TSType 32'}},
	TSTypeAssertion: {parts: {typeAnnotation: 'TSType 16', expression: 'Expression 32'}},
	TSNonNullExpression: {parts: {expression: 'Expression 16'}},
	TSInstantiationExpression: {parts: {expression: 'Expression 16'}},

	TSTypeAnnotation: {parts: {typeAnnotation: 'TSType 16'}},
	TSLiteralType: {parts: {literal: 'TSLiteral 16'}},
	TSUnionType: {parts: {types: 'TSType[] 16'}},
	TSIntersectionType: {parts: {types: 'TSType[] 16'}},
	TSParenthesizedType: {parts: {typeAnnotation: 'TSType 16'}},
	TSTypeOperator: {parts: {operator: 'TSTypeOperatorOperator 12', typeAnnotation: 'TSType 16'}},
	TSArrayType: {parts: {elementType: 'TSType 16'}},
	TSIndexedAccessType: {parts: {objectType: 'TSType 16', indexType: 'TSType 32'}},
	TSTupleType: {parts: {elementTypes: 'TSType[] 16'}},
	TSNamedTupleMember: {parts: {elementType: 'TSType 48'}},
	TSOptionalType: {parts: {typeAnnotation: 'TSType 16'}},
	TSRestType: {parts: {typeAnnotation: 'TSType 16'}},
	TSTypeReference: {parts: {typeName: 'TSTypeName 16', typeArguments: `${typeArguments} 32`}},
	TSQualifiedName: {parts: {left: 'TSTypeName 16', right: 'IdentifierName 32'}},
	TSTypeParameterInstantiation: {parts: {params: 'TSType[] 16'}},
	TSTypeParameterDeclaration: {parts: {params: 'TSTypeParameter[] 16'}},
	TSTypeParameter: {size: 80, parts: {name: 'BindingIdentifier 16', constraint: 'TSType| 48'}},
	TSPropertySignature: {parts: {computed: 'flag 12', optional: 'flag 13', key: 'PropertyKey 16', typeAnnotation: 'TSTypeAnnotation? 32'}},
	TSTypeLiteral: {parts: {members: 'TSSignature[] 16'}},
	TSTypeQuery: {parts: {exprName: 'TSTypeName 16'}},
	TSImportType: {parts: {source: 'StringLiteral 16', qualifier: 'ImportQualifier 72', typeArguments: `${typeArguments} 88`}},
	TSImportTypeQualifiedName: {type: 'TSQualifiedName', parts: {}},
	TSTemplateLiteralType: {parts: {quasis: 'TemplateElement[] 16', types: 'TSType[] 40'}},
};

/** Kinds that are told apart by their name alone. */
export const namesOnly = [
	'TSAnyKeyword TSBigIntKeyword TSBooleanKeyword TSIntrinsicKeyword TSNeverKeyword TSNullKeyword TSNumberKeyword TSObjectKeyword',
	'TSStringKeyword TSSymbolKeyword TSUndefinedKeyword TSUnknownKeyword TSVoidKeyword TSThisType TSConditionalType TSConstructorType',
	'TSFunctionType TSInferType TSMappedType TSTypePredicate TSJSDocNullableType TSJSDocNonNullableType TSJSDocUnknownType',
	'TSIndexSignature TSCallSignatureDeclaration TSConstructSignatureDeclaration TSMethodSignature',
].flatMap((line) => line.split(' '));
