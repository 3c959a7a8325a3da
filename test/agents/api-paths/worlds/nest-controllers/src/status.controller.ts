import {All, Controller, Get, Head, Sse} from '@nestjs/common';

@Controller()
export class StatusController {
  @Get('status')
  status() {
    return 'ok';
  }

  @Get('/robots/:file')
  robots() {
    return '';
  }

  @Head('robots/:file')
  robotsHead() {}

  @All('public/assets')
  assets() {}

  @Get()
  root() {}

  @Sse('changes')
  changes() {}

  notARoute() {
    return 'status';
  }
}
