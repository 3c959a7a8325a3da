import {Delete, Get, Type} from '@nestjs/common';

export abstract class ReadOnlyController {
  @Get(':id')
  findOne() {}

  @Get('count')
  count() {}
}

export function RemovableController<T>(entity: Type<T>) {
  abstract class Removable {
    @Delete(':id')
    remove() {
      return entity;
    }
  }
  return Removable;
}
