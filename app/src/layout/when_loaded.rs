//! The content of a `<Transition>`, made once on the server.
//!
//! `<Transition>` looks several times at its content before it is shown: for what is still on its
//! way. Every look would run closures anew, and with them every page and resource made inside of
//! them: data would be loaded several times, and the loads of a view that is dropped meanwhile find
//! nothing of the request any more, never end, and neither does the answer.

use leptos::prelude::*;

/// `view`, once `loading` has ended.
#[cfg(feature = "ssr")]
pub fn when_loaded(
    loading: impl Future<Output = ()> + Send + 'static,
    view: impl Fn() -> Option<AnyView> + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        loading.await;
        view().map(on_server::Once)
    })
}

/// `view`, made anew whenever something it reads has changed.
#[cfg(not(feature = "ssr"))]
pub fn when_loaded(
    _loading: impl Future<Output = ()> + Send + 'static,
    view: impl Fn() -> Option<AnyView> + Send + 'static,
) -> impl IntoView {
    view
}

#[cfg(feature = "ssr")]
mod on_server {
    use leptos::{
        attr::Attribute,
        prelude::*,
        tachys::{
            html::attribute::any_attribute::AnyAttribute,
            hydration::Cursor,
            ssr::StreamBuilder,
            view::{Position, PositionState, add_attr::AddAnyAttr},
        },
    };

    /// A view without the looks of a `<Transition>` around it. Those inside of it look for
    /// themselves.
    pub struct Once(pub AnyView);

    impl Render for Once {
        type State = <AnyView as Render>::State;

        fn build(self) -> Self::State {
            self.0.build()
        }

        fn rebuild(self, state: &mut Self::State) {
            self.0.rebuild(state);
        }
    }

    impl AddAnyAttr for Once {
        type Output<SomeNewAttr: Attribute> = Self;

        fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self {
            Self(self.0.add_any_attr(attr).into_any())
        }
    }

    impl RenderHtml for Once {
        type AsyncOutput = <AnyView as RenderHtml>::AsyncOutput;
        type Owned = <AnyView as RenderHtml>::Owned;

        const MIN_LENGTH: usize = <AnyView as RenderHtml>::MIN_LENGTH;

        fn dry_resolve(&mut self) {}

        async fn resolve(self) -> Self::AsyncOutput {
            self.0.resolve().await
        }

        fn to_html_with_buf(
            self,
            buf: &mut String,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0
                .to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        }

        fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
            self,
            buf: &mut StreamBuilder,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0.to_html_async_with_buf::<OUT_OF_ORDER>(
                buf,
                position,
                escape,
                mark_branches,
                extra_attrs,
            );
        }

        fn hydrate<const FROM_SERVER: bool>(
            self,
            cursor: &Cursor,
            position: &PositionState,
        ) -> Self::State {
            self.0.hydrate::<FROM_SERVER>(cursor, position)
        }

        fn into_owned(self) -> Self::Owned {
            self.0.into_owned()
        }
    }
}
