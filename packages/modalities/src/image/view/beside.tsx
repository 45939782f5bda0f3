// Parts of the stage, and the number fields, that are fetched beside it, so that the image and its marks come first.
import { lazy } from 'react'

export const Menu = lazy(() => import('./menu.tsx').then((part) => ({ default: part.Menu })))
export const Minimap = lazy(() => import('./minimap.tsx').then((part) => ({ default: part.Minimap })))
export const SmartBar = lazy(() => import('./smart/smart-bar.tsx').then((part) => ({ default: part.SmartBar })))
export const ViewMenu = lazy(() => import('./view-menu.tsx').then((part) => ({ default: part.ViewMenu })))
export const ShapeInspector = lazy(() =>
  import('./inspector/inspector.tsx').then((part) => ({ default: part.ShapeInspector })),
)
