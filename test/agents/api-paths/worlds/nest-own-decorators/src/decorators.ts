import {applyDecorators, Controller, Get, HttpCode, Post, SetMetadata, UseGuards} from '@nestjs/common';
import {AuthGuard} from './auth.guard';

export const Open = () => SetMetadata('open', true);

export function Resource(name: string) {
  return applyDecorators(Controller(`v1/${name}`), UseGuards(AuthGuard));
}

export function Action(name: string): MethodDecorator {
  return (target, key, descriptor) => {
    Post(`:id/${name}`)(target, key, descriptor);
    HttpCode(202)(target, key, descriptor);
  };
}

export const List = () => applyDecorators(Open(), Get());
